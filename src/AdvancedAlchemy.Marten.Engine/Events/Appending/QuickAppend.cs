using System.Data.Common;
using JasperFx.Events;
using Marten.Engine.Documents;
using Npgsql;

namespace Marten.Engine.Events;

/// <summary>Appends to a stream in one call, which also finds out its version, and begins it if there is none.</summary>
internal sealed class QuickAppend(EventStorage storage, StreamAction stream) : StreamOperation(storage, stream)
{
    // The function raises an error where it does not append.
    internal override bool MayTurnDown => false;

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        var command = new NpgsqlBatchCommand(Events.Statements.QuickAppend);
        var columns = new EventColumns(Events, Stream.Events, context);
        command.Parameters.Add(StreamParameters.Of(Stream.Name));
        command.Parameters.Add(StreamParameters.Text(Stream.AggregateTypeName));
        command.Parameters.Add(StreamParameters.Text(Stream.TenantId));
        command.Parameters.Add(columns.Ids());
        command.Parameters.Add(columns.TypeNames());
        command.Parameters.Add(columns.DotNetNames());
        command.Parameters.Add(columns.Bodies());
        command.Parameters.Add(columns.NoBinaryBodies());
        foreach (var column in Events.Statements.Arguments) command.Parameters.Add(columns.Metadata(column));
        command.Parameters.Add(columns.Timestamps());
        command.Parameters.Add(StreamParameters.Number(Stream.ExpectedVersionOnServer ?? Stream.ProjectedFrom));
        return command;
    }

    public override async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        if (!await reader.ReadAsync(token).ConfigureAwait(false)) return;
        var numbers = reader.GetFieldValue<long[]>(0);
        var written = reader.GetFieldValue<DateTimeOffset>(1);
        Stream.Version = numbers[0];
        var events = Stream.Events;
        for (var i = 0; i < events.Count; i++)
        {
            events[i].Version = numbers[0] - events.Count + 1 + i;
            events[i].Sequence = numbers[i + 1];
            if (events[i] is IAppendedEvent { TakesServerTime: true }) events[i].Timestamp = written;
        }
    }
}
