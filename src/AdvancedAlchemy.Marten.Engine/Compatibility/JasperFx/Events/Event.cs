namespace JasperFx.Events;

/// <summary>Makes events out of data, before they are appended.</summary>
public static class Event
{
    /// <summary>How types are named where no store says so.</summary>
    public static EventNamingStyle NamingStyle { get; set; } = EventNamingStyle.ClassicTypeName;

    public static IEvent<T> For<T>(T data) where T : notnull => new Event<T>(data);

    public static IEvent<T> For<T>(string tenantId, T data) where T : notnull => new Event<T>(data) { TenantId = tenantId };

    public static IEvent<T> AsEvent<T>(this T data) where T : notnull => For(data);

    public static IEvent WithHeader(this IEvent e, string key, object value)
    {
        ArgumentNullException.ThrowIfNull(e);
        e.SetHeader(key, value);
        return e;
    }

    /// <summary>The event with a time of its own, which the save keeps.</summary>
    public static IEvent AtTimestamp(this IEvent e, DateTimeOffset timestamp)
    {
        ArgumentNullException.ThrowIfNull(e);
        e.Timestamp = timestamp;
        return e;
    }
}
