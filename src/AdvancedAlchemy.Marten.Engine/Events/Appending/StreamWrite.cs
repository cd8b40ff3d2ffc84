using System.Data.Common;
using JasperFx.Events;
using Marten.Engine.Documents;
using Npgsql;

namespace Marten.Engine.Events;

/// <summary>Writes a stream at a known version, with its events: a new one, or the continuation of one that has to be at that version.</summary>
internal sealed class StreamWrite(EventStorage storage, StreamAction stream) : StreamOperation(storage, stream)
{
    private long Before => Stream.Version - Stream.Events.Count;

    internal override bool MayTurnDown => !Stream.Begins;

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        var command = new NpgsqlBatchCommand(Stream.Begins ? Events.Statements.Start : Events.Statements.Continue);
        var columns = new EventColumns(Events, Stream.Events, context);
        command.Parameters.Add(StreamParameters.Text(Stream.TenantId));
        command.Parameters.Add(StreamParameters.Of(Stream.Name));
        command.Parameters.Add(StreamParameters.Text(Stream.AggregateTypeName));
        command.Parameters.Add(StreamParameters.Number(Before));
        command.Parameters.Add(columns.Sequences());
        command.Parameters.Add(columns.Ids());
        command.Parameters.Add(columns.TypeNames());
        command.Parameters.Add(columns.DotNetNames());
        command.Parameters.Add(columns.Bodies());
        command.Parameters.Add(columns.Timestamps());
        foreach (var column in Events.Statements.Metadata) command.Parameters.Add(columns.Metadata(column));
        return command;
    }

    public override async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        var i = 0;
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            var e = Stream.Events[i++];
            e.Sequence = reader.GetInt64(0);
            if (e is IAppendedEvent { TakesServerTime: true }) e.Timestamp = reader.GetFieldValue<DateTimeOffset>(1);
        }

        if (i == 0) exceptions.Add(Unexpected(Before, -1));
    }
}
