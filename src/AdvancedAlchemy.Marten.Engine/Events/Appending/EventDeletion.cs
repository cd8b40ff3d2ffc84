using JasperFx.Events;
using Marten.Engine.Documents;
using Marten.Engine.Sessions;
using Npgsql;
using Weasel.Core;

namespace Marten.Engine.Events;

/// <summary>Deletes the events of a stream before a version.</summary>
internal sealed class EventDeletion(EventStorage storage, object stream, string tenantId, long before) : EngineOperation
{
    public override Type DocumentType => typeof(IEvent);

    public override OperationRole Role() => OperationRole.Events;

    internal override ValueTask EnsureAsync(EngineDatabase database, CancellationToken token) => database.EnsureAsync(storage, token);

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        var command = new NpgsqlBatchCommand(storage.Statements.DeleteBefore);
        command.Parameters.AddStream(storage, stream, tenantId);
        command.Parameters.Add(StreamParameters.Number(before));
        return command;
    }
}
