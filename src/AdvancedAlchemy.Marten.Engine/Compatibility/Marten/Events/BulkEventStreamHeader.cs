namespace Marten.Events;

/// <summary>A stream whose events are imported.</summary>
public sealed class BulkEventStreamHeader
{
    /// <summary>The stream, where streams have Guids.</summary>
    public Guid Id { get; init; }

    /// <summary>The stream, where streams have keys.</summary>
    public string? Key { get; init; }

    /// <summary>The version of its last event.</summary>
    public long Version { get; init; }

    /// <summary>The type of its aggregate.</summary>
    public Type? AggregateType { get; init; }

    /// <summary>The name that the type is stored by, where this process has no such type; it goes before <see cref="AggregateType"/>.</summary>
    public string? AggregateTypeName { get; init; }

    public bool IsArchived { get; init; }
}
