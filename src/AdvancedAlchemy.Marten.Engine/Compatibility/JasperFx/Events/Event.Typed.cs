using Marten.Engine.Events;
using Marten.Engine.Sessions;

namespace JasperFx.Events;

/// <summary>An event with data of a type.</summary>
public class Event<T> : IEvent<T>, IAppendedEvent, IMadeEvent where T : notnull
{
    public Event(T data) => Data = data;

    public T Data { get; set; }

    public Guid Id { get; set; }

    public long Version { get; set; }

    public long Sequence { get; set; }

    public Guid StreamId { get; set; }

    public string? StreamKey { get; set; }

    public DateTimeOffset Timestamp { get; set; }

    public string TenantId { get; set; } = Tenancy.DefaultTenantId;

    public Type EventType => typeof(T);

    public string EventTypeName { get; set; } = null!;

    public string DotNetTypeName { get; set; } = null!;

    public string? CausationId { get; set; }

    public string? CorrelationId { get; set; }

    public Dictionary<string, object>? Headers { get; set; }

    public string? UserName { get; set; }

    public bool IsArchived { get; set; }

    public bool IsSkipped { get; set; }

    public string? AggregateTypeName { get; set; }

    object IEvent.Data => Data;

    bool IAppendedEvent.TakesServerTime { get; set; }

    bool IMadeEvent.IsMade { get; set; }

    public void SetHeader(string key, object value) => (Headers ??= [])[key] = value;

    public object? GetHeader(string key) => Headers?.GetValueOrDefault(key);

    public override bool Equals(object? obj) => obj is Event<T> other && (ReferenceEquals(this, other) || Equals(other));

    public override int GetHashCode() => Id.GetHashCode();

    protected bool Equals(Event<T> other) => Id.Equals(other.Id);
}
