using JasperFx.Events;
using Marten.Engine.Documents;
using Marten.Engine.Sessions;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;

namespace Marten.Engine.Events;

/// <summary>Replaces the data and the headers of a stored event.</summary>
internal sealed class EventOverwrite(EventStorage storage, IEvent e) : EngineOperation
{
    public override Type DocumentType => typeof(IEvent);

    public override OperationRole Role() => OperationRole.Events;

    internal override ValueTask EnsureAsync(EngineDatabase database, CancellationToken token) => database.EnsureAsync(storage, token);

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        var command = new NpgsqlBatchCommand(storage.Statements.Overwrite);
        command.Parameters.Add(Json(storage.Graph.Types.For(e.EventType).Write(e, context.Bodies)));
        command.Parameters.Add(StreamParameters.Number(e.Sequence));
        if (!storage.Graph.MetadataConfig.HeadersEnabled) return command;
        command.Parameters.Add(e.Headers is { } headers
            ? Json(context.Bodies.Write(headers, storage.Serializer))
            : new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        return command;
    }

    private static NpgsqlParameter<ReadOnlyMemory<byte>> Json(ReadOnlyMemory<byte> json) => new() { TypedValue = json, NpgsqlDbType = NpgsqlDbType.Jsonb };
}
