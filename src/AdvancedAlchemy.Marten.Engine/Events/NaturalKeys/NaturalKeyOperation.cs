using JasperFx.Events;
using Marten.Engine.Documents;
using Marten.Engine.Sessions;
using Marten.Exceptions;
using Npgsql;
using Weasel.Core;

namespace Marten.Engine.Events.NaturalKeys;

/// <summary>Gives streams the keys that their events set, or takes those away first that they have had.</summary>
internal sealed class NaturalKeyOperation(NaturalKeyTable table, IReadOnlyList<NaturalKeyClaim> claims, bool releases) : EngineOperation
{
    public override Type DocumentType => typeof(IEvent);

    public override OperationRole Role() => OperationRole.Events;

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        var command = new NpgsqlBatchCommand(releases ? table.Release : table.Claim);
        table.AddParameters(command.Parameters, claims);
        if (!releases) table.AddOthers(command.Parameters);
        return command;
    }

    internal override Exception? Translate(PostgresException exception) =>
        exception.SqlState == PostgresErrorCodes.UniqueViolation && exception.ConstraintName == table.Constraint
            ? Taken(table, claims)
            : null;

    internal static InvalidStreamOperationException Taken(NaturalKeyTable table, IEnumerable<NaturalKeyClaim> claims) => new(
        $"A natural key of {table.Definition.AggregateType.Name} belongs to another stream already: "
        + string.Join(", ", claims.Select(c => $"'{c.Key}' for the stream '{c.Stream}'")));
}
