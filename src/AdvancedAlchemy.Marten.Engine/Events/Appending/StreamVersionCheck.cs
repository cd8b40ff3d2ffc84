using System.Data.Common;
using JasperFx.Events;
using Marten.Engine.Documents;
using Npgsql;

namespace Marten.Engine.Events;

/// <summary>Fails the save unless a stream to which nothing is appended is still at its version.</summary>
internal sealed class StreamVersionCheck(EventStorage storage, StreamAction stream) : StreamOperation(storage, stream)
{
    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        var command = new NpgsqlBatchCommand(Events.Statements.AssertVersion);
        command.Parameters.AddStream(Events, Stream.Name, Stream.TenantId);
        return command;
    }

    public override async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        var actual = await reader.ReadAsync(token).ConfigureAwait(false) ? reader.GetInt64(0) : 0;
        if (actual != Stream.ExpectedVersionOnServer) exceptions.Add(Unexpected(Stream.ExpectedVersionOnServer ?? 0, actual));
    }
}
