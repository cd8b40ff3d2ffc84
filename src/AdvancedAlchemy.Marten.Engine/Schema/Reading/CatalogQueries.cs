namespace Marten.Engine.Schema;

/// <summary>
/// The queries of <see cref="SchemaReader"/>. $1 and $2 are schemas and names side by side; names are compared as <c>name</c>, so that the
/// catalog's indexes serve.
/// </summary>
internal static class CatalogQueries
{
    public const string Schemas = "SELECT nspname::text FROM pg_catalog.pg_namespace WHERE nspname = ANY ($1::name[])";

    public const string Extensions = "SELECT extname::text FROM pg_catalog.pg_extension WHERE extname = ANY ($1::name[])";

    public const string Functions = """
        SELECT n.nspname::text, p.proname::text,
               ARRAY(SELECT pg_catalog.format_type(a.type, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS a(type, at) ORDER BY a.at)
        FROM unnest($1::name[], $2::name[]) AS w(schema, name)
        JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
        JOIN pg_catalog.pg_proc p ON p.pronamespace = n.oid AND p.proname = w.name
        """;

    public const string Relations = Wanted + """
        SELECT t.schema, t.name, t.relkind::text, CASE WHEN t.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(t.oid) END FROM t
        """;

    public const string Columns = Wanted + """
        SELECT t.schema, t.name, a.attname::text, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
               pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attgenerated <> '' OR a.attidentity <> ''
        FROM t
        JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE t.relkind IN ('r', 'p')
        ORDER BY t.oid, a.attnum
        """;

    public const string Indexes = Wanted + """
        SELECT t.schema, t.name, c.relname::text, pg_catalog.pg_get_indexdef(i.indexrelid), i.indisvalid, s.spcname::text,
               (SELECT conname::text FROM pg_catalog.pg_constraint
                WHERE conindid = i.indexrelid AND conrelid = t.oid AND contype IN ('p', 'u', 'x') LIMIT 1)
        FROM t
        JOIN pg_catalog.pg_index i ON i.indrelid = t.oid
        JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
        """;

    public const string PrimaryKeys = Wanted + """
        SELECT t.schema, t.name, k.conname::text,
               ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(num, at)
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num ORDER BY u.at)
        FROM t
        JOIN pg_catalog.pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'
        """;

    // conparentid = 0: the copies that a partitioned table's partitions have follow their parent
    public const string ForeignKeys = Wanted + """
        SELECT hn.nspname::text, h.relname::text, k.conname::text,
               ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(num, at)
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num ORDER BY u.at),
               rn.nspname::text, r.relname::text,
               ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u(num, at)
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num ORDER BY u.at),
               k.confdeltype::text, k.confupdtype::text
        FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_class h ON h.oid = k.conrelid
        JOIN pg_catalog.pg_namespace hn ON hn.oid = h.relnamespace
        JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
        JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
        WHERE k.contype = 'f' AND k.conparentid = 0
          AND (k.conrelid IN (SELECT oid FROM t) OR k.confrelid IN (SELECT oid FROM t))
        """;

    public const string Partitions = Wanted + """
        SELECT t.schema, t.name, pg_catalog.pg_get_expr(c.relpartbound, c.oid)
        FROM t
        JOIN pg_catalog.pg_inherits i ON i.inhparent = t.oid
        JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
        WHERE c.relispartition
        """;

    private const string Wanted = """
        WITH t AS (
            SELECT c.oid, n.nspname::text AS schema, c.relname::text AS name, c.relkind
            FROM unnest($1::name[], $2::name[]) AS w(schema, name)
            JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
            JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name)

        """;
}
