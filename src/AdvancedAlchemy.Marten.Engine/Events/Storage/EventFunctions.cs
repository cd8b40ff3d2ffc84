using Marten.Engine.Schema;
using Marten.Events;

namespace Marten.Engine.Events;

/// <summary>The functions of an event store, with Marten's names and contracts and bodies of our own.</summary>
internal static class EventFunctions
{
    /// <summary>The stream is archived.</summary>
    internal const string ArchivedState = "MT001";

    /// <summary>The stream is not at the version that it has to be at; the detail has the expected version and the actual one.</summary>
    internal const string VersionState = "MT003";

    internal static IReadOnlyList<SchemaObject> For(EventGraph graph) => [QuickAppend(graph), Archive(graph), Mark(graph), MarkWithSkip(graph)];

    private static FunctionModel QuickAppend(EventGraph graph)
    {
        var name = EventSchema.Name(graph, "mt_quick_append_events");
        var id = EventSchema.IdType(graph);
        var streams = EventSchema.Name(graph, "mt_streams").Quoted;
        var events = EventSchema.Name(graph, "mt_events").Quoted;
        var sequence = EventSchema.Name(graph, "mt_events_sequence").Quoted;
        var metadata = EventMetadata.Arguments(graph);
        var arguments = metadata.Select(m => ($"{m.Parameter} {m.Type}[]", $"{m.Type}[]")).ToArray();
        var columns = string.Concat(metadata.Select(m => $", {m.Name}"));
        var sources = string.Concat(metadata.Select(m => $", e.{m.Name}"));
        var values = string.Concat(metadata.Select(m => $", {name.Name}.{m.Parameter}"));
        var isSame = EventSchema.IsTenanted(graph) ? " AND s.tenant_id = tenantid" : "";
        var body = $"""

            DECLARE
                added int := coalesce(array_length(event_ids, 1), 0);
                before bigint;
                actual bigint;
                owner varchar;
                archived boolean;
                sequences bigint[];
            BEGIN
                SELECT s.version, s.tenant_id, s.is_archived INTO before, owner, archived FROM {streams} s WHERE s.id = stream{isSame};
                IF NOT FOUND THEN
                    IF expected_version <> 0 THEN
                        RAISE EXCEPTION 'The stream % does not exist', stream USING ERRCODE = '{VersionState}', DETAIL = expected_version || ' 0';
                    END IF;
                    INSERT INTO {streams} (id, type, version, tenant_id) VALUES (stream, stream_type, added, tenantid);
                    actual := added;
                ELSE
                    IF owner <> tenantid THEN
                        RAISE EXCEPTION 'The tenantid does not match the existing stream';
                    END IF;
                    IF archived THEN
                        RAISE EXCEPTION 'Attempted to append event to archived stream with Id ''%''.', stream USING ERRCODE = '{ArchivedState}';
                    END IF;
                    IF expected_version <> before THEN
                        RAISE EXCEPTION 'The stream % is not at version %', stream, expected_version
                            USING ERRCODE = '{VersionState}', DETAIL = expected_version || ' ' || before;
                    END IF;

                    -- Whoever comes second waits here, and then finds another version.
                    UPDATE {streams} s SET version = s.version + added, timestamp = now()
                    WHERE s.id = stream{isSame} AND s.version = before AND NOT s.is_archived RETURNING s.version INTO actual;
                    IF NOT FOUND THEN
                        SELECT s.version, s.is_archived INTO actual, archived FROM {streams} s WHERE s.id = stream{isSame};
                        IF archived THEN
                            RAISE EXCEPTION 'Attempted to append event to archived stream with Id ''%''.', stream USING ERRCODE = '{ArchivedState}';
                        END IF;
                        RAISE EXCEPTION 'The stream % is not at version % any more', stream, before
                            USING ERRCODE = '{VersionState}', DETAIL = before || ' ' || coalesce(actual, 0);
                    END IF;
                END IF;

                WITH written AS (
                    INSERT INTO {events} (seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type{columns}, is_archived)
                    SELECT nextval('{sequence.Replace("'", "''", StringComparison.Ordinal)}'), e.id, stream, actual - added + e.place, e.data, e.bdata, e.type,
                           coalesce(e.happened, now()), tenantid, e.dotnet{sources}, false
                    FROM unnest(event_ids, event_types, dotnet_types, bodies, bdatas, timestamps{values})
                         WITH ORDINALITY AS e (id, type, dotnet, data, bdata, happened{columns}, place)
                    ORDER BY e.place
                    RETURNING seq_id)
                SELECT array_agg(seq_id ORDER BY seq_id) INTO sequences FROM written;

                RETURN array_prepend(actual, sequences);
            END

            """;
        var parameters = string.Concat(arguments.Select(a => $"{a.Item1}, "));
        return new FunctionModel(
            name,
            [id, "varchar", "varchar", "uuid[]", "varchar[]", "varchar[]", "jsonb[]", "bytea[]", .. arguments.Select(a => a.Item2), "timestamptz[]", "bigint"],
            $"CREATE OR REPLACE FUNCTION {name.Quoted}(stream {id}, stream_type varchar, tenantid varchar, event_ids uuid[], event_types varchar[], "
            + $"dotnet_types varchar[], bodies jsonb[], bdatas bytea[], {parameters}timestamps timestamptz[], expected_version bigint DEFAULT NULL) "
            + $"RETURNS bigint[] LANGUAGE plpgsql AS {Identifier.DollarQuoted(body)}");
    }

    private static FunctionModel Archive(EventGraph graph)
    {
        var name = EventSchema.Name(graph, "mt_archive_stream");
        var id = EventSchema.IdType(graph);
        var tenanted = EventSchema.IsTenanted(graph);
        var isSame = tenanted ? " AND tenant_id = tenantid" : "";
        var body = $"""

            BEGIN
                UPDATE {EventSchema.Name(graph, "mt_streams").Quoted} SET is_archived = TRUE WHERE id = streamid{isSame};
                UPDATE {EventSchema.Name(graph, "mt_events").Quoted} SET is_archived = TRUE WHERE stream_id = streamid{isSame};
            END

            """;
        return new FunctionModel(
            name,
            tenanted ? [id, "varchar"] : [id],
            $"CREATE OR REPLACE FUNCTION {name.Quoted}(streamid {id}{(tenanted ? ", tenantid varchar" : "")}) RETURNS void LANGUAGE plpgsql AS {Identifier.DollarQuoted(body)}");
    }

    private static FunctionModel Mark(EventGraph graph)
    {
        var name = EventSchema.Name(graph, "mt_mark_event_progression");
        var table = EventSchema.Name(graph, "mt_event_progression").Quoted;
        var body = $"""

            BEGIN
                INSERT INTO {table} (name, last_seq_id, last_updated) VALUES (name, last_encountered, transaction_timestamp())
                ON CONFLICT ON CONSTRAINT pk_mt_event_progression DO UPDATE SET last_seq_id = last_encountered, last_updated = transaction_timestamp();
            END

            """;
        return new FunctionModel(
            name,
            ["varchar", "bigint"],
            $"CREATE OR REPLACE FUNCTION {name.Quoted}(name varchar, last_encountered bigint) RETURNS void LANGUAGE plpgsql AS {Identifier.DollarQuoted(body)}");
    }

    private static FunctionModel MarkWithSkip(EventGraph graph)
    {
        var name = EventSchema.Name(graph, "mt_mark_progression_with_skip");
        var body = $"""

            BEGIN
                INSERT INTO {EventSchema.Name(graph, "mt_high_water_skips").Quoted} (ending_sequence, starting_sequence) VALUES (ending, starting)
                ON CONFLICT DO NOTHING;
                PERFORM {EventSchema.Name(graph, "mt_mark_event_progression").Quoted}(name, ending);
            END

            """;
        return new FunctionModel(
            name,
            ["varchar", "bigint", "bigint"],
            $"CREATE OR REPLACE FUNCTION {name.Quoted}(name varchar, ending bigint, starting bigint) RETURNS void LANGUAGE plpgsql AS {Identifier.DollarQuoted(body)}");
    }
}
