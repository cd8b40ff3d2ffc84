using JasperFx.Events;
using Marten.Engine.Documents;
using Marten.Engine.Sessions;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;

namespace Marten.Engine.Events;

/// <summary>Puts another event, of whatever type, in the place of a stored one.</summary>
internal sealed class EventReplacement(EventStorage storage, IEvent e, long sequence) : EngineOperation
{
    public override Type DocumentType => typeof(IEvent);

    public override OperationRole Role() => OperationRole.Events;

    internal override ValueTask EnsureAsync(EngineDatabase database, CancellationToken token) => database.EnsureAsync(storage, token);

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        var command = new NpgsqlBatchCommand(storage.Statements.Replace);
        command.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>>
        {
            TypedValue = storage.Graph.Types.For(e.EventType).Write(e, context.Bodies), NpgsqlDbType = NpgsqlDbType.Jsonb,
        });
        command.Parameters.Add(StreamParameters.Text(e.EventTypeName));
        command.Parameters.Add(StreamParameters.Text(e.DotNetTypeName));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = e.Id, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(StreamParameters.Number(sequence));
        return command;
    }
}
