using System.Data.Common;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten.Engine.Documents;
using Marten.Engine.Sessions;
using Npgsql;
using Weasel.Core;

namespace Marten.Engine.Events.Daemon;

/// <summary>Moves the progress of a shard in the save of a page, which fails if somebody else has moved it: then the page is his.</summary>
internal sealed class ProgressUpdate(EventStorage events, ShardName name, long floor, long ceiling) : EngineOperation
{
    public override Type DocumentType => typeof(ShardState);

    internal override bool ReturnsRows => true;

    public override OperationRole Role() => OperationRole.Events;

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        var command = new NpgsqlBatchCommand(
            $"update {events.Statements.Progression} set last_seq_id = $1, last_updated = transaction_timestamp() where name = $2 and last_seq_id = $3 returning last_seq_id");
        command.Parameters.Add(StreamParameters.Number(ceiling));
        command.Parameters.Add(StreamParameters.Text(name.Identity));
        command.Parameters.Add(StreamParameters.Number(floor));
        return command;
    }

    public override async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        if (!await reader.ReadAsync(token).ConfigureAwait(false)) exceptions.Add(new ProgressionProgressOutOfOrderException(name.Identity, floor, ceiling));
    }
}
