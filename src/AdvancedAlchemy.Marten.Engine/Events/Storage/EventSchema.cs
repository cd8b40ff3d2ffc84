using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten.Engine.Schema;
using Marten.Engine.Sessions;
using Marten.Events;

namespace Marten.Engine.Events;

/// <summary>The tables, the sequence and the functions of an event store.</summary>
internal static class EventSchema
{
    /// <summary>What keeps two events from having one place among all events.</summary>
    internal const string PlaceConstraint = "pkey_mt_events_seq_id";

    internal static IReadOnlyList<SchemaObject> For(EventGraph graph) =>
    [
        Streams(graph),
        Events(graph),
        Progression(graph),
        Skips(graph),
        new SequenceModel(Name(graph, "mt_events_sequence")) { OwnerTable = Name(graph, "mt_events"), OwnerColumn = "seq_id" },
        .. EventFunctions.For(graph),
        .. graph.NaturalKeys.Tables.Select(t => t.Model),
    ];

    internal static ObjectName Name(EventGraph graph, string name) => new(graph.DatabaseSchemaName, name);

    internal static string IdType(EventGraph graph) => graph.StreamIdentity == StreamIdentity.AsGuid ? "uuid" : "varchar";

    internal static bool IsTenanted(EventGraph graph) => graph.TenancyStyle == TenancyStyle.Conjoined;

    private static ColumnModel Tenant(EventGraph graph) => new("tenant_id", "varchar", NotNull: IsTenanted(graph), Default: $"'{Tenancy.DefaultTenantId}'");

    private static TableModel Streams(EventGraph graph)
    {
        ColumnModel[] columns =
        [
            new("id", IdType(graph), NotNull: true),
            new("type", "varchar"),
            new("version", "bigint"),
            new("timestamp", "timestamptz", NotNull: true, Default: "now()"),
            new("created", "timestamptz", NotNull: true, Default: "now()"),
            Tenant(graph),
            new("is_archived", "boolean", Default: "false"),
        ];
        return new TableModel(Name(graph, "mt_streams"))
        {
            Columns = IsTenanted(graph) ? [columns[5], .. columns[..5], columns[6]] : columns,
            PrimaryKey = IsTenanted(graph) ? new("pkey_mt_streams_tenant_id_id", ["tenant_id", "id"]) : new("pkey_mt_streams_id", ["id"]),
        };
    }

    private static TableModel Events(EventGraph graph)
    {
        var tenanted = IsTenanted(graph);
        List<ColumnModel> columns =
        [
            new("seq_id", "bigint", NotNull: true),
            new("id", "uuid", NotNull: true),
            new("stream_id", IdType(graph)),
            new("version", "bigint", NotNull: true),
            new("data", "jsonb", NotNull: true),
            new("bdata", "bytea"),
            new("type", "varchar(500)", NotNull: true),
            new("timestamp", "timestamptz", NotNull: true, Default: "now()"),
            Tenant(graph),
            new("mt_dotnet_type", "varchar"),
        ];
        foreach (var column in EventMetadata.For(graph)) columns.Add(new(column.Name, column.Type));
        columns.Add(new("is_archived", "boolean", Default: "false"));
        if (graph.EnableEventSkippingInProjectionsOrSubscriptions) columns.Add(new("is_skipped", "boolean", Default: "false"));

        List<IndexModel> indexes =
        [
            new("pk_mt_events_stream_and_version", tenanted ? ["tenant_id", "stream_id", "version"] : ["stream_id", "version"]) { IsUnique = true },
        ];
        if (graph.EnableUniqueIndexOnEventId) indexes.Add(new("idx_mt_events_event_id", ["id"]) { IsUnique = true });
        if (graph.EnableEventTypeIndex) indexes.Add(new("idx_mt_events_event_type_seq_id", ["type", "seq_id"]));

        return new TableModel(Name(graph, "mt_events"))
        {
            Columns = columns,
            PrimaryKey = new(PlaceConstraint, ["seq_id"]),
            Indexes = indexes,
            ForeignKeys =
            [
                tenanted
                    ? new("fkey_mt_events_stream_id_tenant_id", ["tenant_id", "stream_id"], Name(graph, "mt_streams"), ["tenant_id", "id"])
                    : new("fkey_mt_events_stream_id", ["stream_id"], Name(graph, "mt_streams"), ["id"], ReferentialAction.Cascade),
            ],
        };
    }

    private static TableModel Progression(EventGraph graph) => new(Name(graph, "mt_event_progression"))
    {
        Columns =
        [
            new("name", "varchar", NotNull: true),
            new("last_seq_id", "bigint"),
            new("last_updated", "timestamptz", Default: "transaction_timestamp()"),
        ],
        PrimaryKey = new("pk_mt_event_progression", ["name"]),
    };

    private static TableModel Skips(EventGraph graph) => new(Name(graph, "mt_high_water_skips"))
    {
        Columns =
        [
            new("ending_sequence", "bigint", NotNull: true),
            new("starting_sequence", "bigint"),
            new("timestamp", "timestamptz", Default: "transaction_timestamp()"),
        ],
        PrimaryKey = new("pkey_mt_high_water_skips_ending_sequence", ["ending_sequence"]),
    };
}
