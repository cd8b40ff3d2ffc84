namespace Marten.Engine.Configuration;

/// <summary>Derives a document's alias from its type as Marten does.</summary>
internal static class DocumentAliases
{
    internal static string For(Type type) => Name(type).ToLowerInvariant();

    private static string Name(Type type)
    {
        var name = Simple(type);
        if (type.IsGenericType) name += string.Join('_', type.GetGenericArguments().Select(Argument));
        return type.IsNested && type.DeclaringType is { } outer && !type.IsGenericParameter ? $"{Simple(outer)}_{name}" : name;
    }

    private static string Argument(Type type) =>
        type.IsGenericType ? Simple(type) + string.Concat(type.GetGenericArguments().Select(Argument)) : type.Name;

    private static string Simple(Type type)
    {
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? type.Name : type.Name[..tick];
    }
}
