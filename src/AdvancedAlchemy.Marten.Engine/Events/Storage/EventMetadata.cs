using System.Data.Common;
using JasperFx.Events;
using Marten.Engine.Sessions;
using Marten.Events;
using NpgsqlTypes;

namespace Marten.Engine.Events;

/// <summary>A column of metadata that a store may keep with its events.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Its type.</param>
/// <param name="Parameter">The name of the argument with the values of many events.</param>
internal sealed record EventMetadata(string Name, string Type, string Parameter)
{
    private static readonly EventMetadata Correlation = new("correlation_id", "varchar", "correlation_ids");
    private static readonly EventMetadata Causation = new("causation_id", "varchar", "causation_ids");
    private static readonly EventMetadata Headers = new("headers", "jsonb", "headers");
    private static readonly EventMetadata User = new("user_name", "varchar", "user_names");

    internal NpgsqlDbType DbType => this == Headers ? NpgsqlDbType.Jsonb : NpgsqlDbType.Varchar;

    /// <summary>The columns of the store, in the order of the table.</summary>
    internal static IReadOnlyList<EventMetadata> For(EventGraph graph)
    {
        List<EventMetadata> columns = [];
        if (graph.MetadataConfig.CorrelationIdEnabled) columns.Add(Correlation);
        if (graph.MetadataConfig.CausationIdEnabled) columns.Add(Causation);
        if (graph.MetadataConfig.HeadersEnabled) columns.Add(Headers);
        if (graph.MetadataConfig.UserNameEnabled) columns.Add(User);
        return columns;
    }

    /// <summary>The columns in the order of the arguments of mt_quick_append_events.</summary>
    internal static IReadOnlyList<EventMetadata> Arguments(EventGraph graph)
    {
        var columns = For(graph).ToList();
        if (columns.Remove(Causation)) columns.Insert(0, Causation);
        return columns;
    }

    /// <summary>Gives an event what the session has, where it has nothing of its own.</summary>
    internal static void Fill(IEvent e, EventGraph graph, SessionMetadata metadata)
    {
        var config = graph.MetadataConfig;
        if (config.CorrelationIdEnabled) e.CorrelationId ??= metadata.CorrelationId;
        if (config.CausationIdEnabled) e.CausationId ??= metadata.CausationId;
        if (config.UserNameEnabled) e.UserName ??= metadata.LastModifiedBy;
        if (config.HeadersEnabled && e.Headers is null && metadata.Headers is { } headers) e.Headers = new Dictionary<string, object>(headers);
    }

    internal string? TextOf(IEvent e) => this == Correlation ? e.CorrelationId : this == Causation ? e.CausationId : e.UserName;

    internal void Read(IEvent e, ISerializer serializer, DbDataReader reader, int index)
    {
        if (reader.IsDBNull(index)) return;
        if (this == Correlation) e.CorrelationId = reader.GetString(index);
        else if (this == Causation) e.CausationId = reader.GetString(index);
        else if (this == User) e.UserName = reader.GetString(index);
        else e.Headers = HeaderValues.Plain(serializer.FromJson<Dictionary<string, object>>(reader, index));
    }
}
