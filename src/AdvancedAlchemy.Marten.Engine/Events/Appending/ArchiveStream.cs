using JasperFx.Events;
using Marten.Engine.Documents;
using Npgsql;

namespace Marten.Engine.Events;

/// <summary>Archives a stream and its events.</summary>
internal sealed class ArchiveStream(EventStorage storage, StreamAction stream) : StreamOperation(storage, stream)
{
    // The function gives nothing back, in a row.
    internal override bool MayTurnDown => false;

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        var command = new NpgsqlBatchCommand(Events.Statements.Archive);
        command.Parameters.AddStream(Events, Stream.Name, Stream.TenantId);
        return command;
    }
}
