using System.Collections.Concurrent;
using System.Reflection;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Aggregation;
using EventMethod = System.Func<object?, JasperFx.Events.IEvent, object, System.Threading.CancellationToken, System.Threading.Tasks.ValueTask<object?>>;

namespace Marten.Engine.Events.Projections;

/// <summary>The methods that a projection of single events has by convention, by the type of the events.</summary>
internal sealed class EventMethods
{
    private const string Project = "Project";

    private readonly ConcurrentDictionary<Type, EventMethod[]> _known = new();
    private readonly List<EventHandlerMethod>[] _methods;
    private readonly object _projection;

    internal EventMethods(object projection)
    {
        _projection = projection;
        _methods = [Find(Project), Find("Create"), Find("Transform")];
    }

    internal bool IsEmpty => _methods.All(m => m.Count == 0);

    /// <summary>The types of the documents that methods return.</summary>
    internal IEnumerable<Type> DocumentTypes => _methods.Skip(1).SelectMany(m => m).Select(m => EventHandlerCompiler.Awaited(((MethodInfo)m.Method).ReturnType))
        .Where(t => t != typeof(object) && !typeof(System.Collections.IEnumerable).IsAssignableFrom(t));

    internal EventMethod[] For(Type eventType) => _known.TryGetValue(eventType, out var known) ? known : _known.GetOrAdd(eventType, Build(eventType));

    private EventMethod[] Build(Type eventType) =>
    [
        .. _methods.Select(m => EventHandlerMethod.Closest(m, eventType)).OfType<EventHandlerMethod>()
            .Select(m => EventHandlerCompiler.Compile<object, object>(m, _projection)),
    ];

    private List<EventHandlerMethod> Find(string name)
    {
        var found = new List<EventHandlerMethod>();
        foreach (var method in _projection.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy))
        {
            if (method.Name != name) continue;
            var handler = EventHandlerMethod.Read(method, static _ => false, static type => type == typeof(IDocumentOperations) || type == typeof(IQuerySession));
            var isFit = name == Project ? EventHandlerCompiler.GivesNothing(method.ReturnType) : !EventHandlerCompiler.GivesNothing(method.ReturnType) && !method.ReturnType.IsValueType
                || IsLater(method.ReturnType);
            found.Add(handler is not null && isFit ? handler : throw new InvalidProjectionException(
                $"The method {_projection.GetType().Name}.{method} is no handler of events. {name} takes an event (E or IEvent<E>) and, as needed, IDocumentOperations and "
                + $"CancellationToken, and returns {(name == Project ? "nothing, Task or ValueTask" : "a document, or a task of one")}."));
        }

        return found;
    }

    private static bool IsLater(Type returned) => EventHandlerCompiler.Awaited(returned) is var awaited && awaited != returned && !awaited.IsValueType;
}
