using System.Collections.Concurrent;
using System.Linq.Expressions;
using JasperFx.Events;
using Marten.Engine.Schema;
using Marten.Events;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events.NaturalKeys;

/// <summary>The table that says which stream has which natural key.</summary>
internal sealed class NaturalKeyTable
{
    private readonly ConcurrentDictionary<Type, Func<IEvent, object?>?> _extractors = new();
    private readonly ObjectName _name;
    private readonly bool _isTenanted;
    private readonly NaturalKeyRegistry _registry;
    private readonly Type _compacted;

    internal NaturalKeyTable(EventGraph graph, NaturalKeyDefinition definition, NaturalKeyRegistry registry)
    {
        Definition = definition;
        _registry = registry;
        _compacted = typeof(Compacted<>).MakeGenericType(definition.AggregateType);
        _isTenanted = EventSchema.IsTenanted(graph);
        _name = EventSchema.Name(graph, "mt_keys_" + EventNames.For(definition.AggregateType, EventNamingStyle.ClassicTypeName));
        Model = ModelOf(graph);
        Name = _name.Quoted;
        var streams = EventSchema.Name(graph, "mt_streams").Quoted;
        var isOfTenant = _isTenanted ? " and k.tenant_id = $2" : "";
        var sameTenant = _isTenanted ? " and k.tenant_id = n.tenant_id" : "";
        var streamOfKey = _isTenanted ? "s.id = k.stream_id and s.tenant_id = k.tenant_id" : "s.id = k.stream_id";
        var claims = _isTenanted ? "unnest($1, $2, $3, $4) as n (natural_key, stream_id, version, tenant_id)" : "unnest($1, $2, $3) as n (natural_key, stream_id, version)";
        var tenant = _isTenanted ? ", tenant_id" : "";

        Lookup = $"(select k.stream_id from {Name} as k join {streams} as s on {streamOfKey} where k.natural_key = $1{isOfTenant} and s.is_archived is not true)";

        // Keys that streams had before, and keys of streams that are archived or gone.
        Release = $"""
            delete from {Name} as o using (
            select k.natural_key{(_isTenanted ? ", k.tenant_id" : "")} from {claims} join {Name} as k on k.stream_id = n.stream_id{sameTenant}
            where k.natural_key <> n.natural_key and (n.version is null or k.version < n.version)
            union all
            select k.natural_key{(_isTenanted ? ", k.tenant_id" : "")} from {claims} join {Name} as k on k.natural_key = n.natural_key{sameTenant} left join {streams} as s on {streamOfKey}
            where k.stream_id <> n.stream_id and (s.id is null or s.is_archived)
            ) as g where o.natural_key = g.natural_key{(_isTenanted ? " and o.tenant_id = g.tenant_id" : "")}
            """;

        // What is read later than it was stored may have been changed since.
        Claim = $"""
            insert into {Name} (natural_key, stream_id, version{tenant})
            select n.natural_key, n.stream_id, coalesce(n.version, s.version){(_isTenanted ? ", n.tenant_id" : "")}
            from {claims} join {streams} as s on s.id = n.stream_id{(_isTenanted ? " and s.tenant_id = n.tenant_id" : "")}
            where not exists (select from {Name} as k where k.stream_id = n.stream_id{sameTenant} and (k.natural_key = n.natural_key or k.version >= coalesce(n.version, s.version)))
            and s.is_archived is not true and (s.type is null or s.type <> all(${(_isTenanted ? 5 : 4)}))
            """;
        ClaimFree = Claim + " on conflict do nothing";
        Taken = $"select n.stream_id from {claims} join {Name} as k on k.natural_key = n.natural_key{sameTenant} where k.stream_id <> n.stream_id limit 1";
    }

    internal NaturalKeyDefinition Definition { get; }

    internal string Name { get; }

    internal TableModel Model { get; }

    /// <summary>The stream of a key: $1 is the key, $2 the tenant where streams have tenants.</summary>
    internal string Lookup { get; }

    internal string Release { get; }

    internal string Claim { get; }

    /// <summary>The same without those that others have.</summary>
    internal string ClaimFree { get; }

    /// <summary>A stream whose key another one has.</summary>
    internal string Taken { get; }

    internal bool IsTenanted => _isTenanted;

    /// <summary>The type of the column with the keys.</summary>
    internal string KeyType => DbType switch { NpgsqlDbType.Uuid => "uuid", NpgsqlDbType.Integer => "integer", NpgsqlDbType.Bigint => "bigint", _ => "varchar" };

    /// <summary>The names of the aggregates whose streams have no key of this one, whatever is in them.</summary>
    internal string[] Others => field ??= _registry.OthersThan(Definition.AggregateType);

    internal string Constraint => Model.PrimaryKey!.Name;

    /// <summary>The key that an event sets, as it is stored; null if it sets none.</summary>
    internal object? KeyOf(IEvent e) =>
        _extractors.GetOrAdd(e.EventType, static (type, self) => self.Closest(type), this) is { } extract ? Stored(extract(e)) : null;

    /// <summary>A key as it is stored; null for one that is none yet.</summary>
    internal object? Stored(object? key) => Definition.Unwrap(key) switch
    {
        null or "" or 0 or 0L => null,
        Guid id when id == Guid.Empty => null,
        var stored when stored.GetType() == Definition.InnerType => stored,
        var other => throw new InvalidOperationException($"The natural key of {Definition.AggregateType.Name} is of type {Definition.OuterType.Name}, not {other.GetType().Name}"),
    };

    /// <summary>Whether events of a type may set the key.</summary>
    internal bool IsSetBy(Type eventType) => eventType == _compacted || Definition.HasMappingFor(eventType);

    /// <summary>Whether a stream that is begun has keys, by the aggregate that it is begun for.</summary>
    internal bool IsOf(StreamAction stream) => stream is not { ActionType: StreamActionType.Start, AggregateTypeName: { } type } || !Others.Contains(type);

    internal NpgsqlParameter Parameter(object key) => new() { Value = key, NpgsqlDbType = DbType };

    internal void AddParameters(NpgsqlParameterCollection parameters, IReadOnlyList<NaturalKeyClaim> claims)
    {
        parameters.Add(Definition.InnerType == typeof(Guid) ? Array<Guid>() : Definition.InnerType == typeof(int) ? Array<int>() : Definition.InnerType == typeof(long) ? Array<long>() : Array<string>());
        parameters.Add(claims[0].Stream is Guid
            ? new NpgsqlParameter<Guid[]> { TypedValue = [.. claims.Select(c => (Guid)c.Stream)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }
            : new NpgsqlParameter<string[]> { TypedValue = [.. claims.Select(c => (string)c.Stream)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        parameters.Add(new NpgsqlParameter<long?[]> { TypedValue = [.. claims.Select(c => c.Version)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        if (_isTenanted) parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. claims.Select(c => c.TenantId)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });

        NpgsqlParameter<TKey[]> Array<TKey>() => new() { TypedValue = [.. claims.Select(c => (TKey)c.Key)], NpgsqlDbType = NpgsqlDbType.Array | DbType };
    }

    /// <summary>Adds what a claim has besides its values.</summary>
    internal void AddOthers(NpgsqlParameterCollection parameters) =>
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Others, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });

    internal Task WriteAsync(NpgsqlBinaryImporter importer, object key, CancellationToken token) => key switch
    {
        Guid id => importer.WriteAsync(id, NpgsqlDbType.Uuid, token),
        int number => importer.WriteAsync(number, NpgsqlDbType.Integer, token),
        long number => importer.WriteAsync(number, NpgsqlDbType.Bigint, token),
        _ => importer.WriteAsync((string)key, NpgsqlDbType.Varchar, token),
    };

    private NpgsqlDbType DbType =>
        Definition.InnerType == typeof(Guid) ? NpgsqlDbType.Uuid
        : Definition.InnerType == typeof(int) ? NpgsqlDbType.Integer
        : Definition.InnerType == typeof(long) ? NpgsqlDbType.Bigint
        : NpgsqlDbType.Varchar;

    private Func<IEvent, object?>? Closest(Type eventType)
    {
        var mappings = Definition.EventMappings;
        if (mappings.Find(m => m.EventType == eventType) is { } exact) return exact.Extractor;
        return eventType == _compacted ? OfSnapshot() : mappings.Find(m => m.EventType.IsAssignableFrom(eventType))?.Extractor;
    }

    // What stands for the events of a stream has the key that they have set.
    private Func<IEvent, object?> OfSnapshot()
    {
        var e = Expression.Parameter(typeof(IEvent));
        var snapshot = Expression.Property(Expression.Convert(Expression.Property(e, nameof(IEvent.Data)), _compacted), nameof(Compacted<>.Snapshot));
        return Expression.Lambda<Func<IEvent, object?>>(Expression.Convert(Expression.MakeMemberAccess(snapshot, Definition.Member), typeof(object)), e).Compile();
    }

    private TableModel ModelOf(EventGraph graph)
    {
        ColumnModel[] columns =
        [
            new("natural_key", KeyType, NotNull: true),
            new("stream_id", EventSchema.IdType(graph), NotNull: true),
            new("version", "bigint", NotNull: true),
        ];
        return new TableModel(_name)
        {
            Columns = _isTenanted ? [new("tenant_id", "varchar", NotNull: true), .. columns] : columns,
            PrimaryKey = new($"pkey_{_name.Name}", _isTenanted ? ["tenant_id", "natural_key"] : ["natural_key"]),
            Indexes = [new($"idx_{_name.Name}_stream_id", _isTenanted ? ["tenant_id", "stream_id"] : ["stream_id"])],
        };
    }
}
