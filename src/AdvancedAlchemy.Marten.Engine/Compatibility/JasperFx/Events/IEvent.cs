namespace JasperFx.Events;

/// <summary>An event with what is known about it besides its data.</summary>
public interface IEvent
{
    /// <summary>Unique in the store.</summary>
    Guid Id { get; set; }

    /// <summary>The place in its stream, from 1.</summary>
    long Version { get; set; }

    /// <summary>The place among all events of the store. 0 until it is saved.</summary>
    long Sequence { get; set; }

    /// <summary>What happened.</summary>
    object Data { get; }

    /// <summary>The stream, where streams have Guids.</summary>
    Guid StreamId { get; set; }

    /// <summary>The stream, where streams have keys.</summary>
    string? StreamKey { get; set; }

    /// <summary>When it was appended, in UTC.</summary>
    DateTimeOffset Timestamp { get; set; }

    string TenantId { get; set; }

    /// <summary>The type of the data.</summary>
    Type EventType { get; }

    /// <summary>The name that the type is stored by.</summary>
    string EventTypeName { get; set; }

    string DotNetTypeName { get; set; }

    string? CausationId { get; set; }

    string? CorrelationId { get; set; }

    Dictionary<string, object>? Headers { get; set; }

    string? UserName { get; set; }

    bool IsArchived { get; set; }

    bool IsSkipped { get; set; }

    string? AggregateTypeName { get; set; }

    void SetHeader(string key, object value);

    object? GetHeader(string key);
}
