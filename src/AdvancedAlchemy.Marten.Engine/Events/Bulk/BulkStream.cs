namespace Marten.Engine.Events;

/// <summary>A stream that is imported.</summary>
internal sealed class BulkStream(object name, string? type, Type? aggregateType, long version, bool isArchived)
{
    internal object Name { get; } = name;

    /// <summary>The name of the type of its aggregate.</summary>
    internal string? Type { get; } = type;

    internal Type? AggregateType { get; } = aggregateType;

    internal long Version { get; } = version;

    internal bool IsArchived { get; } = isArchived;

    /// <summary>The highest version of its events so far.</summary>
    internal long Reached { get; set; }
}
