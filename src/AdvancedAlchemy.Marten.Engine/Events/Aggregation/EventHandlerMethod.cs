using System.Reflection;
using JasperFx.Events;

namespace Marten.Engine.Events.Aggregation;

/// <summary>A method or constructor that is called for events of a type.</summary>
/// <param name="Method">The method.</param>
/// <param name="EventType">The type of the events' data; object for all.</param>
internal sealed record EventHandlerMethod(MethodBase Method, Type EventType)
{
    /// <summary>What the parameters say; null where one of them is none that a handler can have.</summary>
    /// <param name="method">A method or constructor.</param>
    /// <param name="isState">Whether a type is that of the aggregate.</param>
    /// <param name="isSession">Whether a type is one of a session that the method may have.</param>
    internal static EventHandlerMethod? Read(MethodBase method, Func<Type, bool> isState, Func<Type, bool> isSession)
    {
        if (method.IsGenericMethodDefinition) return null;
        Type? found = null;
        var hasAny = false;
        foreach (var parameter in method.GetParameters())
        {
            var type = parameter.ParameterType;
            if (type == typeof(CancellationToken) || isSession(type) || isState(type)) continue;
            if (type == typeof(IEvent))
            {
                hasAny = true;
                continue;
            }

            var data = DataType(type);
            if (data is null || (found is not null && found != data)) return null;
            found = data;
        }

        found ??= hasAny ? typeof(object) : null;
        return found is null ? null : new EventHandlerMethod(method, found);
    }

    /// <summary>The handler that is the closest to a type of events; null if none fits.</summary>
    internal static EventHandlerMethod? Closest(IReadOnlyList<EventHandlerMethod> methods, Type eventType)
    {
        EventHandlerMethod? best = null;
        foreach (var method in methods)
        {
            if (!method.EventType.IsAssignableFrom(eventType)) continue;
            if (best is null || (best.EventType != method.EventType && best.IsFurtherThan(method))) best = method;
        }

        return best;
    }

    /// <summary>Whether a parameter takes the aggregate: its class or a base of it.</summary>
    internal static bool IsState(Type type, Type aggregate) => type == aggregate || (type.IsClass && type != typeof(object) && type.IsAssignableFrom(aggregate));

    private bool IsFurtherThan(EventHandlerMethod other) =>
        EventType.IsAssignableFrom(other.EventType) || (EventType.IsInterface && !other.EventType.IsInterface && other.EventType != typeof(object));

    // What an event can be: an object of a class of its own, or what such classes have in common.
    private static Type? DataType(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEvent<>)) return type.GetGenericArguments()[0];
        if (type.IsByRef || type.IsValueType || type == typeof(string) || typeof(Delegate).IsAssignableFrom(type)) return null;
        return typeof(IEvent).IsAssignableFrom(type) || typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? null : type;
    }
}
