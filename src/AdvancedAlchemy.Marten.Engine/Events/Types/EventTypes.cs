using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;
using JasperFx.Events;
using Marten.Events;
using Marten.Exceptions;

namespace Marten.Engine.Events;

/// <summary>The types of events that a store knows, by type and by the name they are stored by.</summary>
internal sealed class EventTypes(EventGraph graph)
{
    private readonly ConcurrentDictionary<Type, EventMapping> _byType = new();
    private readonly ConcurrentDictionary<string, EventMapping> _byName = new(StringComparer.Ordinal);

    // A new one whenever there is more to know: what was found by then goes to the one before.
    private volatile ConcurrentDictionary<(string Name, string? DotNet), EventMapping> _resolved = new();

    private readonly ConcurrentDictionary<string, bool> _shared = new(StringComparer.Ordinal);
    private volatile bool _areShared;

    internal IReadOnlyList<IEventType> All => [.. _byType.Values.OrderBy(m => m.EventTypeName, StringComparer.Ordinal)];

    internal EventMapping For(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (_byType.TryGetValue(type, out var known)) return known;
        var mapping = _byType.GetOrAdd(type, Create);
        if (_byName.GetOrAdd(mapping.EventTypeName, mapping) != mapping) Share(mapping.EventTypeName);
        return mapping;
    }

    internal void Rename(Type type, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var mapping = For(type);
        _byName.TryRemove(new KeyValuePair<string, EventMapping>(mapping.EventTypeName, mapping));
        mapping.Rename(name);
        if (_byName.TryGetValue(name, out var other) && other != mapping) Share(name);
        _byName[name] = mapping;
    }

    private void Share(string name)
    {
        _shared[name] = true;
        _areShared = true;
        _resolved = new();
    }

    /// <summary>The mapping that a name belongs to; null where the stored type has to be asked too.</summary>
    internal EventMapping? ByNameAlone(string name) =>
        _byName.TryGetValue(name, out var named) && (!_areShared || named.IsTransformed || !_shared.ContainsKey(name)) ? named : null;

    /// <summary>The names that are surely of none of the wanted types: one that this process has not met yet may be of one.</summary>
    internal string[] NamesWithout(Func<Type, bool> isWanted) =>
        [.. _byType.Values.GroupBy(t => t.EventTypeName, StringComparer.Ordinal).Where(g => !g.Any(t => isWanted(t.EventType))).Select(g => g.Key)];

    /// <summary>The names of the stored events that are read as a type, or as any that fits it where it is abstract.</summary>
    internal string[] NamesOf(Type type)
    {
        if (type is { IsClass: true, IsAbstract: false }) For(type);
        return [.. _byName.Where(m => Fits(m.Value.EventType)).Select(m => m.Key).Union(_byType.Values.Where(m => Fits(m.EventType)).Select(m => m.EventTypeName))];

        bool Fits(Type known) => known == type || ((type.IsAbstract || type == typeof(object)) && type.IsAssignableFrom(known));
    }

    /// <summary>A mapping for events that are stored under a name and read as a type that has another.</summary>
    internal EventMapping AddTransformed(Type type, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var mapping = Create(type);
        mapping.Rename(name);
        if (_byName.TryGetValue(name, out var other) && other != mapping) Share(name);
        _byName[name] = mapping;
        For(type);
        _resolved = new();
        return mapping;
    }

    /// <summary>The mapping that a stored event is read by.</summary>
    /// <exception cref="UnknownEventTypeException">There is none, and no such type.</exception>
    internal EventMapping Resolve(string name, string? dotNetName, long sequence)
    {
        var resolved = _resolved;
        return resolved.TryGetValue((name, dotNetName), out var known) ? known : resolved.GetOrAdd((name, dotNetName), Find(name, dotNetName, sequence));
    }

    private EventMapping Find(string name, string? dotNetName, long sequence)
    {
        _byName.TryGetValue(name, out var named);

        // Two types may share a name: then the stored type decides.
        if (named is not null && (dotNetName is null || named.IsTransformed || named.DotNetTypeName == dotNetName)) return named;
        foreach (var mapping in _byType.Values)
        {
            if (mapping.EventTypeName == name && mapping.DotNetTypeName == dotNetName) return mapping;
        }

        if (named is not null) return named;
        if (dotNetName is null) throw new UnknownEventTypeException(name, sequence);
        return EventNames.Find(dotNetName) is { } type
            ? For(type)
            : throw new UnknownEventTypeException($"Unable to load event type '{dotNetName}'.", sequence);
    }

    private EventMapping Create(Type type)
    {
        if (!type.IsClass || type == typeof(string) || typeof(System.Collections.IEnumerable).IsAssignableFrom(type))
        {
            throw new ArgumentOutOfRangeException(nameof(type), type.FullName, "An event has to be an object of a class or record of its own");
        }

        try
        {
            return (EventMapping)Activator.CreateInstance(typeof(EventMapping<>).MakeGenericType(type), graph)!;
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }
}
