using System.Linq.Expressions;
using Marten.Engine.Documents;
using Marten.Engine.Members;

namespace Marten.Engine.Patching;

/// <summary>Where in the body a patch goes: keys joined by dots, as the serializer writes them.</summary>
internal static class PatchPath
{
    /// <exception cref="ArgumentException">The expression names no member, or a key has a dot in it, which the function would split.</exception>
    internal static string Of(DocumentStorage storage, LambdaExpression expression) => Of(storage, expression, out _);

    internal static string Of(DocumentStorage storage, LambdaExpression expression, out string[] keys)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var mapping = storage.Mapping;
        keys = mapping.Members.InBody(storage.DocumentType, MemberPaths.Of(expression), "data").Keys;
        return keys.FirstOrDefault(k => k.Contains('.', StringComparison.Ordinal)) is { } dotted
            ? throw new ArgumentException($"'{dotted}' cannot be patched: its name has a dot in it", nameof(expression))
            : string.Join('.', keys);
    }

    /// <summary>A property of the object that the expression names.</summary>
    internal static string Below(DocumentStorage storage, LambdaExpression parent, string name) => $"{Of(storage, parent)}.{Checked(name)}";

    internal static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name;
    }
}
