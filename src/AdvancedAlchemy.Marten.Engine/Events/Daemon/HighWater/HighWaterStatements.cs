namespace Marten.Engine.Events.Daemon;

/// <summary>The SQL that finds out how far the events go.</summary>
internal sealed class HighWaterStatements(EventStorage events)
{
    /// <summary>Those who are writing to the table $1 now.</summary>
    internal const string Writers =
        """
        select l.virtualtransaction from pg_catalog.pg_locks as l
        where l.locktype = 'relation' and l.mode = 'RowExclusiveLock' and l.granted and l.relation = to_regclass($1)
        and l.database = (select d.oid from pg_catalog.pg_database as d where d.datname = current_database())
        """;

    /// <summary>The mark of $1, the highest sequence given out, the highest event, and the place of the first event after a missing one, if one is.</summary>
    internal string Look { get; } =
        $"""
        with mark as materialized (select coalesce((select last_seq_id from {events.Statements.Progression} where name = $1), 0) as id)
        select (select id from mark), (select case when is_called then last_value else last_value - 1 end from {events.Statements.Sequence}),
        (select max(seq_id) from {events.Statements.Events}),
        (select e.place from (select seq_id, row_number() over (order by seq_id) as place from {events.Statements.Events}
        where seq_id > (select id from mark)) as e where e.seq_id - e.place > (select id from mark) order by e.seq_id limit 1)
        """;

    /// <summary>Which of the sequences after $1 and up to $2 have no event, $3 at most.</summary>
    internal string Missing { get; } =
        $"""
        select s from generate_series($1 + 1, $2) as s where not exists (select from {events.Statements.Events} as e where e.seq_id = s) order by s limit $3
        """;

    /// <summary>Stores the mark $1 at $2 and the fence $3 at $4, and that the events from $5 on were skipped unless it is null.</summary>
    internal string Mark { get; } =
        $"""
        with skipped as (insert into {EventSchema.Name(events.Graph, "mt_high_water_skips").Quoted} (ending_sequence, starting_sequence)
        select $2, $5 where $5 is not null on conflict do nothing)
        insert into {events.Statements.Progression} as p (name, last_seq_id, last_updated) values ($1, $2, now()), ($3, $4, now())
        on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = now() where p.last_seq_id < excluded.last_seq_id
        """;
}
