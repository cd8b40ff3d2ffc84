using System.Collections.Concurrent;
using System.Reflection;

namespace Marten.Engine.Documents;

/// <summary>A strong-typed id: a type around one Guid, string, int or long.</summary>
/// <param name="Value">The property with the inner value.</param>
/// <param name="Wrap">The constructor or static method that makes the id of an inner value.</param>
internal sealed record WrappedId(PropertyInfo Value, MethodBase Wrap)
{
    private static readonly ConcurrentDictionary<Type, WrappedId?> Known = new();

    internal Type InnerType => Value.PropertyType;

    internal static bool IsIdType(Type type) => type == typeof(Guid) || type == typeof(string) || type == typeof(int) || type == typeof(long);

    internal static WrappedId? Find(Type type) => Known.GetOrAdd(Nullable.GetUnderlyingType(type) ?? type, static t =>
    {
        if (IsIdType(t) || t.IsPrimitive || t.IsEnum || t.Namespace == nameof(System)) return null;
        var properties = t.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.GetIndexParameters().Length == 0).ToArray();
        if (properties.Length != 1 || !IsIdType(properties[0].PropertyType)) return null;
        var inner = properties[0].PropertyType;
        var constructor = t.GetConstructors().FirstOrDefault(c => c.GetParameters() is [var p] && p.ParameterType == inner);
        MethodBase? wrap = constructor ?? (MethodBase?)t.GetMethods(BindingFlags.Static | BindingFlags.Public)
            .FirstOrDefault(m => m.ReturnType == t && m.GetParameters() is [var p] && p.ParameterType == inner && !m.IsSpecialName);
        return wrap is null ? null : new WrappedId(properties[0], wrap);
    });
}
