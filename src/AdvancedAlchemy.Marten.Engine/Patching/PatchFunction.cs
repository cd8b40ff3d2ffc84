namespace Marten.Engine.Schema;

/// <summary>
/// The function that changes bodies where they are. It takes the operations that Marten's own takes, so that either serves where it is found.
/// </summary>
internal static class PatchFunction
{
    internal const string Name = "mt_jsonb_patch";

    internal static FunctionModel For(string schema)
    {
        var name = new ObjectName(schema, Name);
        return new FunctionModel(
            name,
            ["jsonb", "jsonb"],
            $"CREATE OR REPLACE FUNCTION {name.Quoted}(data jsonb, patches jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS {Identifier.DollarQuoted(Body)}");
    }

    private const string Body =
        """

        DECLARE
            result jsonb := data;
            op jsonb;
            kind text;
            path text[];
            current jsonb;
            item jsonb := NULL;
            target text;
            found boolean;
            first bigint;
        BEGIN
            FOR op IN SELECT e FROM jsonb_array_elements(patches) AS e LOOP
                kind := op ->> 'type';
                path := string_to_array(op ->> 'path', '.');
                current := result #> path;
                item := op -> 'value';

                -- Lists are changed where they are lists, and left alone where they are not.
                IF kind IN ('append', 'append_if_not_exists', 'insert', 'insert_if_not_exists', 'remove') THEN
                    CONTINUE WHEN jsonb_typeof(current) IS DISTINCT FROM 'array';
                END IF;

                IF kind IN ('append_if_not_exists', 'insert_if_not_exists') THEN
                    SELECT count(*) > 0 INTO found FROM jsonb_array_elements(current) AS e
                    WHERE CASE WHEN op ? 'expression' THEN jsonb_path_exists(e, (op ->> 'expression')::jsonpath) ELSE e = item END;
                    CONTINUE WHEN found;
                END IF;

                -- What has no parent gets one.
                IF kind IN ('set', 'increment', 'increment_float', 'append_key_value', 'append_key_value_if_not_exists') THEN
                    FOR i IN 1 .. array_length(path, 1) - 1 LOOP
                        IF coalesce(jsonb_typeof(result #> path[1:i]), 'null') = 'null' THEN result := jsonb_set(result, path[1:i], '{}', true); END IF;
                    END LOOP;
                END IF;

                CASE kind
                    WHEN 'set' THEN
                        result := jsonb_set(result, path, coalesce(item, 'null'), true);
                    WHEN 'increment', 'increment_float' THEN
                        result := jsonb_set(result, path, to_jsonb(coalesce((result #>> path)::numeric, 0) + (op ->> 'increment')::numeric), true);
                    WHEN 'append', 'append_if_not_exists' THEN
                        result := jsonb_set(result, path, current || jsonb_build_array(item), true);
                    WHEN 'insert', 'insert_if_not_exists' THEN
                        result := jsonb_insert(result, path || coalesce(op ->> 'index', jsonb_array_length(current)::text), coalesce(item, 'null'));
                    WHEN 'remove' THEN
                        IF op ? 'expression' THEN
                            SELECT min(n) INTO first FROM jsonb_array_elements(current) WITH ORDINALITY AS t(e, n)
                            WHERE jsonb_path_exists(e, (op ->> 'expression')::jsonpath);
                            SELECT coalesce(jsonb_agg(e ORDER BY n), '[]') INTO item FROM jsonb_array_elements(current) WITH ORDINALITY AS t(e, n)
                            WHERE NOT (jsonb_path_exists(e, (op ->> 'expression')::jsonpath) AND (n = first OR op ->> 'action' = '1'));
                        ELSE
                            SELECT coalesce(jsonb_agg(e ORDER BY n), '[]') INTO item FROM jsonb_array_elements(current) WITH ORDINALITY AS t(e, n)
                            WHERE e <> op -> 'value';
                        END IF;
                        result := jsonb_set(result, path, item, true);
                    WHEN 'append_key_value', 'append_key_value_if_not_exists' THEN
                        IF jsonb_typeof(current) IS DISTINCT FROM 'object' THEN current := '{}'; END IF;
                        result := jsonb_set(
                            result, path,
                            CASE WHEN kind = 'append_key_value' THEN current || (op -> 'key_value') ELSE (op -> 'key_value') || current END,
                            true);
                    WHEN 'remove_key' THEN
                        result := result #- (path || (op ->> 'key'));
                    WHEN 'rename' THEN
                        CONTINUE WHEN current IS NULL;
                        result := jsonb_set(result #- path, path[1:array_length(path, 1) - 1] || (op ->> 'to'), current, true);
                    WHEN 'duplicate' THEN
                        CONTINUE WHEN current IS NULL;
                        FOR target IN SELECT t FROM jsonb_array_elements_text(op -> 'targets') AS t LOOP
                            path := string_to_array(target, '.');
                            FOR i IN 1 .. array_length(path, 1) - 1 LOOP
                                IF coalesce(jsonb_typeof(result #> path[1:i]), 'null') = 'null' THEN result := jsonb_set(result, path[1:i], '{}', true); END IF;
                            END LOOP;
                            result := jsonb_set(result, path, current, true);
                        END LOOP;
                    WHEN 'delete' THEN
                        result := result #- path;
                END CASE;
            END LOOP;
            RETURN result;
        END

        """;
}
