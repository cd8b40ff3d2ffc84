using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Aggregation;

namespace Marten.Engine.Events.NaturalKeys;

/// <summary>Finds out what the natural key of an aggregate is, and which handlers set it.</summary>
internal static class NaturalKeyDiscovery
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>The member with the key; null if there is none.</summary>
    /// <exception cref="InvalidProjectionException">There are several.</exception>
    internal static MemberInfo? MemberOf(Type aggregateType)
    {
        MemberInfo[] members = [.. aggregateType.GetMembers(BindingFlags.Public | BindingFlags.Instance).Where(m => m is PropertyInfo or FieldInfo && m.IsDefined(typeof(NaturalKeyAttribute), inherit: true))];
        return members.Length < 2
            ? members.FirstOrDefault()
            : throw new InvalidProjectionException($"{aggregateType.Name} has more than one natural key: {string.Join(", ", members.Select(m => m.Name))}");
    }

    internal static NaturalKeyDefinition? Find<T>(object projection) where T : notnull
    {
        if (MemberOf(typeof(T)) is not { } member) return null;
        var definition = new NaturalKeyDefinition(typeof(T), member);
        var state = Expression.Parameter(typeof(T), "state");
        var key = Expression.Lambda<Func<T, object?>>(Expression.Convert(Expression.MakeMemberAccess(state, member), typeof(object)), state).Compile();
        foreach (var method in SourcesOf(projection.GetType(), typeof(T)))
        {
            var handler = EventHandlerMethod.Read(method, type => EventHandlerMethod.IsState(type, typeof(T)), static type => type == typeof(IQuerySession));
            if (handler is null || handler.EventType == typeof(object)) Refuse(method, typeof(object), "it does not say what events it is about");
            else if (LooksFurther(method)) Refuse(method, handler.EventType, "a key is set by what the event says alone, without a session and at once");
            else definition.AddOrReplaceMapping(handler.EventType, Extractor(handler, projection, key));
        }

        return definition;

        void Refuse(MethodBase method, Type eventType, string reason)
        {
            if (method is MethodInfo info) definition.RecordProblem(info, eventType, reason);
        }
    }

    private static IEnumerable<MethodBase> SourcesOf(Type projection, Type aggregate) =>
        projection.GetMethods(Declared).Concat(aggregate.GetMethods(Declared)).Cast<MethodBase>().Concat(aggregate.GetConstructors())
            .Where(m => m.IsDefined(typeof(NaturalKeySourceAttribute), inherit: true));

    private static bool LooksFurther(MethodBase method) =>
        method.GetParameters().Any(p => p.ParameterType == typeof(IQuerySession))
        || (method is MethodInfo info && (info.ReturnType == typeof(Task) || info.ReturnType == typeof(ValueTask) || EventHandlerCompiler.Awaited(info.ReturnType) != info.ReturnType));

    // The handler itself says what the key is: on a state that has nothing else.
    private static Func<IEvent, object?> Extractor<T>(EventHandlerMethod handler, object projection, Func<T, object?> key) where T : notnull
    {
        var handle = EventHandlerCompiler.Compile<T, T>(handler, projection);
        var needsState = handler.Method.GetParameters().Any(p => EventHandlerMethod.IsState(p.ParameterType, typeof(T)))
            || handler.Method is MethodInfo { IsStatic: false } method && method.DeclaringType!.IsAssignableFrom(typeof(T));
        return e =>
        {
            try
            {
                var made = handle(needsState ? Blank<T>() : default, e, projection, default);
                return made.IsCompletedSuccessfully && made.Result is { } state ? key(state) : null;
            }
            catch (Exception failure) when (failure is not InvalidProjectionException)
            {
                throw new InvalidProjectionException(
                    $"The natural key of {typeof(T).Name} cannot be taken from {handler.EventType.Name} by {handler.Method.Name}, which fails on a state that has nothing yet ({failure.Message}). "
                    + "Say in the projection what sets it: NaturalKeyFor(key => key.SetBy<TEvent>(...))");
            }
        };
    }

    private static T Blank<T>() => typeof(T).GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, []) is not null
        ? (T)Activator.CreateInstance(typeof(T), nonPublic: true)!
        : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
}
