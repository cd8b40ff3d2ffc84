using Marten.Events;

namespace Marten.Engine.Events;

/// <summary>The SQL of an event store.</summary>
internal sealed class EventStatements
{
    private readonly string _eventsOfStreams;
    private readonly string _ofTenant;

    internal EventStatements(EventGraph graph)
    {
        Streams = EventSchema.Name(graph, "mt_streams").Quoted;
        Events = EventSchema.Name(graph, "mt_events").Quoted;
        Sequence = EventSchema.Name(graph, "mt_events_sequence").Quoted;
        Progression = EventSchema.Name(graph, "mt_event_progression").Quoted;
        Metadata = EventMetadata.For(graph);
        Arguments = EventMetadata.Arguments(graph);
        HasSkipped = graph.EnableEventSkippingInProjectionsOrSubscriptions;

        var tenanted = EventSchema.IsTenanted(graph);
        var columns = string.Concat(Metadata.Select(m => $", {m.Name}"));
        Selected = $"d.id, d.seq_id, d.stream_id, d.version, d.type, d.mt_dotnet_type, d.timestamp, d.tenant_id, d.is_archived, d.data{string.Concat(Metadata.Select(m => $", d.{m.Name}"))}{(HasSkipped ? ", d.is_skipped" : "")}";
        IsStream = tenanted ? "id = $1 and tenant_id = $2" : "id = $1";

        // $1 tenant, $2 stream, $3 its type, $4 its version before; from $5 on the values of the events
        var added = $"""
            insert into {Events} (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type{columns}, is_archived)
            select coalesce(e.seq_id, nextval('{Sequence.Replace("'", "''", StringComparison.Ordinal)}')), e.id, $2, $4 + e.place, e.data, e.type, coalesce(e.happened, now()), $1, e.dotnet{string.Concat(Metadata.Select(m => $", e.{m.Name}"))}, false
            from unnest($5, $6, $7, $8, $9, $10{string.Concat(Metadata.Select((_, i) => $", ${i + 11}"))}) with ordinality as e (seq_id, id, type, dotnet, data, happened{columns}, place)
            """;
        Start = $"""
            with stream as (insert into {Streams} (tenant_id, id, type, version) values ($1, $2, $3, $4 + cardinality($5)))
            {added} order by e.place returning seq_id, timestamp
            """;
        Continue = $"""
            with stream as (update {Streams} set version = $4 + cardinality($5), timestamp = now()
            where id = $2 and tenant_id = $1 and version = $4 and not is_archived and $3::varchar is not distinct from $3 returning id)
            {added} where exists (select from stream) order by e.place returning seq_id, timestamp
            """;
        QuickAppend = $"select {EventSchema.Name(graph, "mt_quick_append_events").Quoted}($1, $2, $3, $4, $5, $6, $7, $8, {string.Concat(Arguments.Select((_, i) => $"${i + 9}, "))}${Arguments.Count + 9}, ${Arguments.Count + 10}), now()";
        Archive = $"select {EventSchema.Name(graph, "mt_archive_stream").Quoted}({(tenanted ? "$1, $2" : "$1")})";
        Overwrite = $"update {Events} set data = $1{(graph.MetadataConfig.HeadersEnabled ? ", headers = $3" : "")} where seq_id = $2";
        Replace = $"update {Events} set data = $1, type = $2, mt_dotnet_type = $3, id = $4 where seq_id = $5";
        DeleteBefore = $"delete from {Events} where stream_id = $1 and {(tenanted ? "tenant_id = $2 and version < $3" : "version < $2")}{(HasSkipped ? " and is_skipped = FALSE" : "")}";
        Skip = $"update {Events} set is_skipped = TRUE where seq_id = any($1)";
        SelectedDataAndStream = $"d.version, d.seq_id, d.stream_id, d.type, d.data{(tenanted ? ", d.tenant_id" : "")}";
        AssertVersion = $"select version from {Streams} where {IsStream}";
        _eventsOfStreams = $"from {Streams} as s left join {Events} as d on d.stream_id = s.id and d.is_archived = FALSE{AppliedOf("d")}{(tenanted ? " and d.tenant_id = s.tenant_id" : "")} ";
        _ofTenant = tenanted ? " and s.tenant_id = $2" : "";
        VersionAndEvents = $"select s.version, {Selected} {_eventsOfStreams}where s.id = $1{_ofTenant} order by d.version";
        State = $"select version, type, timestamp, created, is_archived from {Streams} where {IsStream}";
        Reserve = $"select nextval('{Sequence.Replace("'", "''", StringComparison.Ordinal)}') from generate_series(1, $1)";

        // In the order in which an append comes to the two.
        ReserveHeld = $"with first as (insert into {Streams} (id) select null where false), hold as (insert into {Events} (seq_id) select null where false) {Reserve}";
        Load = $"select {Selected} from {Events} as d where d.id = $1{(tenanted ? " and d.tenant_id = $2" : "")}";
    }

    internal string Streams { get; }

    internal string Events { get; }

    internal string Sequence { get; }

    internal string Progression { get; }

    internal IReadOnlyList<EventMetadata> Metadata { get; }

    internal IReadOnlyList<EventMetadata> Arguments { get; }

    /// <summary>Whether events can be marked as skipped.</summary>
    internal bool HasSkipped { get; }

    /// <summary>The columns of an event, as <see cref="EventReader"/> reads them.</summary>
    internal string Selected { get; }

    /// <summary>The same of a table with another alias than d.</summary>
    internal string SelectedFrom(string alias) => string.Join(", ", Selected.Split(", ").Select(c => alias + c[1..]));

    /// <summary>The condition, with an "and" before it, that an event has not been marked as skipped.</summary>
    internal string AppliedOf(string alias) => HasSkipped ? $" and {alias}.is_skipped = FALSE" : "";

    /// <summary>The condition on a stream: $1 is its name, $2 its tenant where streams have tenants.</summary>
    internal string IsStream { get; }

    /// <summary>The columns of <see cref="EventParts.Data"/>, as <see cref="EventDataReader"/> reads them.</summary>
    internal const string SelectedData = "d.id, d.seq_id, d.version, d.type, d.data";

    /// <summary>The columns of <see cref="EventParts.DataAndStream"/>.</summary>
    internal string SelectedDataAndStream { get; }

    internal string Start { get; }

    internal string Continue { get; }

    internal string QuickAppend { get; }

    internal string Archive { get; }

    internal string Overwrite { get; }

    internal string Replace { get; }

    internal string DeleteBefore { get; }

    /// <summary>Marks the events of the sequences $1 as skipped.</summary>
    internal string Skip { get; }

    internal string AssertVersion { get; }

    /// <summary>The events of a stream, and before the columns of each the version of the stream.</summary>
    internal string VersionAndEvents { get; }

    /// <summary>The same for a stream that is looked up, with its name at the end.</summary>
    internal string VersionAndEventsOf(string lookup) => $"select s.version, {Selected}, s.id {_eventsOfStreams}where s.id = {lookup}{_ofTenant} order by d.version";

    internal string State { get; }

    /// <summary>Gives out $1 sequences.</summary>
    internal string Reserve { get; }

    /// <summary>The same for a transaction that is seen among those who write events from then on, and waited for like all of them.</summary>
    internal string ReserveHeld { get; }

    internal string Load { get; }
}
