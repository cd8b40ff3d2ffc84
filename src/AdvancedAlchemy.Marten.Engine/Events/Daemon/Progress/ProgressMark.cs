using JasperFx.Events.Projections;
using Marten.Engine.Documents;
using Marten.Engine.Sessions;
using Npgsql;
using Weasel.Core;

namespace Marten.Engine.Events.Daemon;

/// <summary>Writes down how far a part of a composite projection is: as far as the whole.</summary>
internal sealed class ProgressMark(EventStorage events, ShardName name, long ceiling) : EngineOperation
{
    public override Type DocumentType => typeof(ShardState);

    public override OperationRole Role() => OperationRole.Events;

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        var command = new NpgsqlBatchCommand(
            $"insert into {events.Statements.Progression} (name, last_seq_id, last_updated) values ($1, $2, transaction_timestamp()) "
            + "on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated");
        command.Parameters.Add(StreamParameters.Text(name.Identity));
        command.Parameters.Add(StreamParameters.Number(ceiling));
        return command;
    }
}
