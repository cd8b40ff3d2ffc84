using System.Collections.Concurrent;
using JasperFx.Events;

namespace Marten.Engine.Events;

/// <summary>The names that the types of streams are stored by.</summary>
internal sealed class AggregateNames
{
    private readonly ConcurrentDictionary<Type, string> _names = new();
    private readonly ConcurrentDictionary<string, Type> _types = new(StringComparer.Ordinal);

    internal string For(Type type) => _names.GetOrAdd(
        type,
        static (type, self) =>
        {
            var name = EventNames.For(type, EventNamingStyle.ClassicTypeName);
            self._types.TryAdd(name, type);
            return name;
        },
        this);

    /// <summary>The type of a name that was asked for before in this process; null when it was not.</summary>
    internal Type? Find(string name) => _types.GetValueOrDefault(name);
}
