using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using JasperFx.Events;
using JasperFx.Events.Projections;

namespace Marten.Engine.Events.Aggregation;

/// <summary>The handlers that an aggregate and its projection have by convention, by the type of the events.</summary>
internal sealed class AggregateHandlers<T>
{
    private readonly ConcurrentDictionary<Type, EventStep<T>?> _steps = new();
    private readonly List<EventHandlerMethod>[] _methods = [[], [], []];
    private readonly List<Type> _deletions = [];
    private readonly object _projection;
    private Func<T>? _blank;

    internal AggregateHandlers(object projection)
    {
        _projection = projection;
        FindIn(projection.GetType());
        FindIn(typeof(T));
        if (typeof(T).IsAbstract) return;
        foreach (var constructor in typeof(T).GetConstructors())
        {
            if (constructor.GetParameters().Any(p => p.ParameterType == typeof(T))) continue;
            if (Read(constructor) is { } method && method.EventType != typeof(object)) Of(HandlerRole.Create).Add(method);
        }
    }

    internal bool IsEmpty => _deletions.Count == 0 && _methods.All(m => m.Count == 0);

    /// <summary>Whether no handler takes an event with all that is known of it.</summary>
    internal bool TakeOnlyData => !_methods.SelectMany(m => m).Any(m => m.Method.GetParameters().Any(p => typeof(IEvent).IsAssignableFrom(p.ParameterType)));

    /// <summary>Whether one of them takes a session, to look at other documents.</summary>
    internal bool TakeSession => _methods.SelectMany(m => m).Any(m => m.Method.GetParameters().Any(p => p.ParameterType == typeof(IQuerySession)));

    /// <summary>The types of events, as the handlers name them.</summary>
    internal IEnumerable<Type> EventTypes => _methods.SelectMany(m => m).Select(m => m.EventType).Concat(_deletions).Distinct();

    /// <summary>The types of events that may delete.</summary>
    internal IEnumerable<Type> DeletingTypes => Of(HandlerRole.ShouldDelete).Select(m => m.EventType).Concat(_deletions).Distinct();

    internal void DeleteOn(Type eventType)
    {
        _deletions.Add(eventType);
        _steps.Clear();
    }

    /// <summary>What is done about events of a type; null if nothing is.</summary>
    internal EventStep<T>? For(Type eventType) => _steps.TryGetValue(eventType, out var known) ? known : _steps.GetOrAdd(eventType, Build(eventType));

    /// <summary>A state that no event has touched yet.</summary>
    /// <exception cref="InvalidProjectionException">There is no such thing.</exception>
    internal T Blank() => (_blank ??= BlankFactory())();

    private List<EventHandlerMethod> Of(HandlerRole role) => _methods[(int)role];

    private EventStep<T>? Build(Type eventType)
    {
        var create = EventHandlerMethod.Closest(Of(HandlerRole.Create), eventType);
        var apply = EventHandlerMethod.Closest(Of(HandlerRole.Apply), eventType);
        var shouldDelete = EventHandlerMethod.Closest(Of(HandlerRole.ShouldDelete), eventType);
        var deletes = _deletions.Exists(t => t.IsAssignableFrom(eventType));
        if (create is null && apply is null && shouldDelete is null && !deletes) return null;
        return new EventStep<T>
        {
            Create = create is null ? null : Creator(create),
            Apply = apply is null ? null : EventHandlerCompiler.Compile<T, T>(apply, _projection),
            Deletions = deletes ? [Deletion<T>.Always] : shouldDelete is null ? [] : DeletionsBy(shouldDelete.EventType),
        };
    }

    // One method may look at the event, another one at the state and a third into the database: all of them about the same type are asked.
    private Deletion<T>[] DeletionsBy(Type declared) =>
    [
        .. Of(HandlerRole.ShouldDelete).Where(m => m.EventType == declared)
            .Select(m => new Deletion<T>(EventHandlerCompiler.Compile<T, bool>(m, _projection), NeedsState(m.Method))),
    ];

    // An aggregate whose method is not static begins as a blank of itself.
    private Func<T?, IEvent, object, CancellationToken, ValueTask<T?>> Creator(EventHandlerMethod create)
    {
        var creator = EventHandlerCompiler.Compile<T, T>(create, _projection);
        return create.Method is MethodInfo method && IsOfState(method) ? (_, e, session, token) => creator(Blank(), e, session, token) : creator;
    }

    private bool NeedsState(MethodBase method) => method.GetParameters().Any(p => IsState(p.ParameterType)) || IsOfState(method);

    private bool IsOfState(MethodBase method) => !method.IsStatic && !method.DeclaringType!.IsInstanceOfType(_projection);

    private void FindIn(Type type)
    {
        foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy))
        {
            if (method.Name is not (nameof(HandlerRole.Create) or nameof(HandlerRole.Apply) or nameof(HandlerRole.ShouldDelete))) continue;
            var role = Enum.Parse<HandlerRole>(method.Name);
            if (Read(method) is { } handler && Fits(role, method))
            {
                Of(role).Add(handler);
            }
            else if (type != typeof(T))
            {
                throw new InvalidProjectionException(
                    $"The method {type.Name}.{method} is no handler of events. {method.Name} takes an event (E or IEvent<E>) and, as needed, IEvent, {typeof(T).Name}, IQuerySession "
                    + $"and CancellationToken, and {(role == HandlerRole.ShouldDelete ? "returns bool" : $"returns {typeof(T).Name}")}, or a task of it.");
            }
        }
    }

    // An aggregate may have methods of these names that have nothing to do with events.
    private bool Fits(HandlerRole role, MethodInfo method) => role switch
    {
        HandlerRole.Create => EventHandlerCompiler.Gives(method.ReturnType, typeof(T)),
        HandlerRole.Apply => EventHandlerCompiler.Gives(method.ReturnType, typeof(T)) || EventHandlerCompiler.GivesNothing(method.ReturnType),
        _ => EventHandlerCompiler.Gives(method.ReturnType, typeof(bool)),
    };

    private static EventHandlerMethod? Read(MethodBase method) => EventHandlerMethod.Read(method, IsState, static type => type == typeof(IQuerySession));

    private static bool IsState(Type type) => EventHandlerMethod.IsState(type, typeof(T));

    private static Func<T> BlankFactory()
    {
        if (!typeof(T).IsAbstract && typeof(T).GetConstructor(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance, []) is { } constructor)
        {
            return Expression.Lambda<Func<T>>(Expression.New(constructor)).Compile();
        }

        throw new InvalidProjectionException(
            $"{typeof(T).Name} cannot be begun with an event that it only has Apply for: give it a constructor without parameters, or a Create for the event.");
    }
}
