using Marten.Engine.Schema;

namespace AdvancedAlchemy.Marten.Engine.Tests.Schema;

/// <summary>Document tables as Marten lays them out.</summary>
internal static class Sample
{
    public const string UuidDefault = "(md5(random()::text || clock_timestamp()::text)::uuid)";

    public static ColumnModel UuidVersion { get; } = new("mt_version", "uuid", NotNull: true, Default: UuidDefault);

    public static ColumnModel Revision { get; } = new("mt_version", "bigint", NotNull: true, Default: "0");

    public static ColumnModel Tenant { get; } = new("tenant_id", "varchar", NotNull: true, Default: "'*DEFAULT*'");

    public static TableModel Table(string alias, string schema = "public", ColumnModel? version = null) => new(new ObjectName(schema, $"mt_doc_{alias}"))
    {
        Columns =
        [
            new("id", "uuid", NotNull: true),
            new("data", "jsonb", NotNull: true),
            new("mt_last_modified", "timestamp with time zone", Default: "transaction_timestamp()"),
            version ?? UuidVersion,
            new("mt_dotnet_type", "varchar"),
        ],
        PrimaryKey = new($"pkey_mt_doc_{alias}_id", ["id"]),
    };

    public static TableModel With(this TableModel table, params ColumnModel[] columns) => table with { Columns = [.. table.Columns, .. columns] };

    public static TableModel With(this TableModel table, params IndexModel[] indexes) => table with { Indexes = [.. table.Indexes, .. indexes] };

    public static TableModel With(this TableModel table, params ForeignKeyModel[] keys) => table with { ForeignKeys = [.. table.ForeignKeys, .. keys] };

    public static TableModel Tenanted(this TableModel table) => table with
    {
        Columns = [Tenant, .. table.Columns],
        PrimaryKey = new($"pkey_{table.Name.Name}_tenant_id_id", ["tenant_id", "id"]),
    };

    public static TableModel SoftDeleted(this TableModel table) => table
        .With(new ColumnModel("mt_deleted", "boolean", Default: "false"), new ColumnModel("mt_deleted_at", "timestamp with time zone"))
        .With(new IndexModel($"{table.Name.Name}_idx_mt_deleted", ["mt_deleted"]));
}
