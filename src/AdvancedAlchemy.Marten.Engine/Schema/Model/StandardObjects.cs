namespace Marten.Engine.Schema;

/// <summary>The functions and the table that every store schema has, with Marten's names and contracts and bodies of our own.</summary>
internal static class StandardObjects
{
    /// <summary>What every store with documents has.</summary>
    public static IReadOnlyList<SchemaObject> Functions(string schema) => [.. ImmutableFunctions(schema), PatchFunction.For(schema), .. NgramFunctions.For(schema)];

    /// <summary>Casts that computed indexes may use: PostgreSQL's own depend on settings, so it does not count them as immutable.</summary>
    public static IReadOnlyList<SchemaObject> ImmutableFunctions(string schema) =>
    [
        Cast(schema, "mt_immutable_timestamp", "timestamp without time zone"),
        Cast(schema, "mt_immutable_timestamptz", "timestamp with time zone"),
        Cast(schema, "mt_immutable_date", "date"),
        Cast(schema, "mt_immutable_time", "time without time zone"),
    ];

    /// <summary>The table and the function that hand out blocks of numeric ids.</summary>
    public static IReadOnlyList<SchemaObject> HiLo(string schema) => [HiloTable(schema), NextHi(schema)];

    public static TableModel HiloTable(string schema) => new(new ObjectName(schema, "mt_hilo"))
    {
        Columns = [new("entity_name", "varchar", NotNull: true), new("hi_value", "bigint", Default: "0")],
        PrimaryKey = new("pkey_mt_hilo_entity_name", ["entity_name"]),
    };

    /// <summary>
    /// Zero for a new entity, then one more with each call. One upsert: the row's lock makes callers queue, so none is turned away with the
    /// -1 that the contract allows for.
    /// </summary>
    public static FunctionModel NextHi(string schema)
    {
        var name = new ObjectName(schema, "mt_get_next_hi");
        var table = new ObjectName(schema, "mt_hilo").Quoted;
        var body = $"""

            DECLARE
                next_hi bigint;
            BEGIN
                INSERT INTO {table} AS h (entity_name, hi_value) VALUES (entity, 0)
                ON CONFLICT (entity_name) DO UPDATE SET hi_value = coalesce(h.hi_value, 0) + 1
                RETURNING h.hi_value INTO next_hi;
                RETURN next_hi;
            END

            """;
        return new FunctionModel(
            name,
            ["varchar"],
            $"CREATE OR REPLACE FUNCTION {name.Quoted}(entity varchar) RETURNS bigint LANGUAGE plpgsql AS {Identifier.DollarQuoted(body)}");
    }

    private static FunctionModel Cast(string schema, string function, string type)
    {
        var name = new ObjectName(schema, function);
        return new FunctionModel(
            name,
            ["text"],
            $"CREATE OR REPLACE FUNCTION {name.Quoted}(value text) RETURNS {type} LANGUAGE sql IMMUTABLE AS $body$ SELECT value::{type} $body$");
    }
}
