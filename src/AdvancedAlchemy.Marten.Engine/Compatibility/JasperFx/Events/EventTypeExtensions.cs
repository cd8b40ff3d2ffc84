using System.Globalization;
using Marten.Engine.Events;

namespace JasperFx.Events;

/// <summary>Names of event types.</summary>
public static class EventTypeExtensions
{
    /// <summary>The name that the type is stored by if nothing else is configured.</summary>
    public static string GetEventTypeName(this Type eventType) => eventType.GetEventTypeName(Event.NamingStyle);

    public static string GetEventTypeName(this Type eventType, EventNamingStyle style)
    {
        ArgumentNullException.ThrowIfNull(eventType);
        return EventNames.For(eventType, style);
    }

    public static string GetEventTypeName<TEvent>() => typeof(TEvent).GetEventTypeName();

    public static string GetSmarterEventTypeName(this Type eventType) => eventType.GetEventTypeName(EventNamingStyle.SmarterTypeName);

    public static string GetEventTypeNameWithSuffix(this string eventTypeName, string suffix) => $"{eventTypeName}_{suffix}";

    public static string GetEventTypeNameWithSuffix(this Type eventType, string suffix) => eventType.GetEventTypeName().GetEventTypeNameWithSuffix(suffix);

    public static string GetEventTypeNameWithSuffix<TEvent>(string suffix) => typeof(TEvent).GetEventTypeNameWithSuffix(suffix);

    public static string GetEventTypeNameWithSchemaVersion(string eventTypeName, uint schemaVersion) =>
        eventTypeName.GetEventTypeNameWithSuffix("v" + schemaVersion.ToString(CultureInfo.InvariantCulture));

    public static string GetEventTypeNameWithSchemaVersion(Type eventType, uint schemaVersion) =>
        GetEventTypeNameWithSchemaVersion(eventType.GetEventTypeName(), schemaVersion);

    public static string GetEventTypeNameWithSchemaVersion<TEvent>(uint schemaVersion) => GetEventTypeNameWithSchemaVersion(typeof(TEvent), schemaVersion);

    /// <summary>The same event, in all but its data.</summary>
    public static IEvent<T> CloneEventWithNewData<T>(this IEvent @event, T eventData) where T : notnull => @event.WithData(eventData);
}
