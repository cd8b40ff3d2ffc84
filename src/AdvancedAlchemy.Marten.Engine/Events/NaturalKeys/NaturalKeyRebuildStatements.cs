namespace Marten.Engine.Events.NaturalKeys;

/// <summary>The SQL by which the keys of an aggregate's streams are made anew.</summary>
internal sealed class NaturalKeyRebuildStatements
{
    private const string Met = "pg_temp.mt_keys_met";
    private const string Kept = "pg_temp.mt_keys_kept";

    internal NaturalKeyRebuildStatements(EventStorage events, NaturalKeyTable keys)
    {
        var statements = events.Statements;
        var (stream, key) = keys.IsTenanted ? ("m.tenant_id, m.stream_id", "m.tenant_id, m.natural_key") : ("m.stream_id", "m.natural_key");
        var columns = "natural_key, stream_id, version" + (keys.IsTenanted ? ", tenant_id" : "");
        var sameKey = "k.natural_key = n.natural_key" + (keys.IsTenanted ? " and k.tenant_id = n.tenant_id" : "");
        CreateMet = $"create temp table mt_keys_met (natural_key {keys.KeyType}, stream_id {EventSchema.IdType(events.Graph)}, version bigint, seq_id bigint, tenant_id varchar) on commit drop";
        CreateKept = $"create temp table mt_keys_kept (natural_key {keys.KeyType}, stream_id {EventSchema.IdType(events.Graph)}, version bigint, tenant_id varchar) on commit drop";
        Read = $"select {statements.Selected} from {statements.Events} as d where d.seq_id > $1 and d.seq_id <= $2 and d.type <> all($3) and d.is_archived = FALSE{statements.AppliedOf("d")}";
        Copy = $"copy {Met} (natural_key, stream_id, version, seq_id, tenant_id) from stdin (format binary)";
        Lock = $"lock table {keys.Name} in share row exclusive mode";
        Choose = $"""
            insert into {Kept} (natural_key, stream_id, version, tenant_id)
            select distinct on ({key}) m.natural_key, m.stream_id, m.version, m.tenant_id
            from (select distinct on ({stream}) m.* from {Met} as m order by {stream}, m.version desc) as m
            join {statements.Streams} as s on s.id = m.stream_id{(keys.IsTenanted ? " and s.tenant_id = m.tenant_id" : "")}
            where s.is_archived is not true and (s.type is null or s.type <> all($1))
            order by {key}, m.seq_id desc
            """;
        Remove = $"delete from {keys.Name} as k where not exists (select from {Kept} as n where {sameKey} and n.stream_id = k.stream_id)";
        Add = $"insert into {keys.Name} ({columns}) select {columns} from {Kept} as n where not exists (select from {keys.Name} as k where {sameKey})";
    }

    /// <summary>A table for every key that a stream was ever given.</summary>
    internal string CreateMet { get; }

    /// <summary>One for those that streams have now.</summary>
    internal string CreateKept { get; }

    /// <summary>The events after the sequence $1, up to $2, that are of none of the types $3.</summary>
    internal string Read { get; }

    internal string Copy { get; }

    internal string Lock { get; }

    /// <summary>The last key of each stream that is none of the types $1; of two streams with one key, the one that was given it last has it.</summary>
    internal string Choose { get; }

    internal string Remove { get; }

    internal string Add { get; }
}
