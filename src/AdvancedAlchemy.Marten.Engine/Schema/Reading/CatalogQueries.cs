namespace Marten.Engine.Schema;

/// <summary>
/// The queries of <see cref="SchemaReader"/>. Those for what exists take schemas and names side by side, $1 and $2, compared as <c>name</c>, so
/// that the catalog's indexes serve; those for what a table has take the tables' oids.
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

    public const string Relations = """
        SELECT n.nspname::text, c.relname::text, c.relkind::text, CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END, c.oid
        FROM unnest($1::name[], $2::name[]) AS w(schema, name)
        JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
        JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
        """;

    public const string Columns = """
        SELECT a.attrelid, a.attname::text, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
               pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attgenerated <> '' OR a.attidentity <> ''
        FROM pg_catalog.pg_attribute a
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = ANY ($1) AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attrelid, a.attnum
        """;

    public const string Indexes = """
        SELECT i.indrelid, c.relname::text, pg_catalog.pg_get_indexdef(i.indexrelid), i.indisvalid,
               (SELECT spcname::text FROM pg_catalog.pg_tablespace WHERE oid = c.reltablespace),
               (SELECT conname::text FROM pg_catalog.pg_constraint
                WHERE conindid = i.indexrelid AND conrelid = i.indrelid AND contype IN ('p', 'u', 'x') LIMIT 1)
        FROM pg_catalog.pg_index i
        JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = ANY ($1)
        """;

    public const string PrimaryKeys = """
        SELECT k.conrelid, k.conname::text,
               ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(num, at)
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num ORDER BY u.at)
        FROM pg_catalog.pg_constraint k
        WHERE k.conrelid = ANY ($1) AND k.contype = 'p'
        """;

    // conparentid = 0: the copies that a partitioned table's partitions have follow their parent
    public const string ForeignKeys = """
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
        WHERE k.contype = 'f' AND k.conparentid = 0 AND (k.conrelid = ANY ($1) OR k.confrelid = ANY ($1))
        """;

    public const string Partitions = """
        SELECT i.inhparent, pg_catalog.pg_get_expr(c.relpartbound, c.oid)
        FROM pg_catalog.pg_inherits i
        JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = ANY ($1) AND c.relispartition
        """;
}
