using Marten.Engine.Schema;
using System.Reflection;
using Marten.Engine.Serialization;

namespace Marten.Engine.Members;

/// <summary>Finds where a chain of members is stored.</summary>
internal sealed class MemberResolver(JsonNames names, ScalarTypes scalars, string functionSchema)
{
    internal ScalarTypes Scalars => scalars;

    internal JsonNames Names => names;

    internal string FunctionSchema => functionSchema;

    /// <summary>The member in the body of <paramref name="documentType"/>, whatever columns it may have besides.</summary>
    /// <param name="documentType">The type whose JSON the first member is in.</param>
    /// <param name="path">The members from the document to the value.</param>
    /// <param name="source">The jsonb expression of the document: <c>d.data</c> in queries, <c>data</c> in DDL.</param>
    internal DocumentMember InBody(Type documentType, MemberInfo[] path, string source)
    {
        var keys = new string[path.Length];
        var owner = documentType;
        for (var i = 0; i < path.Length; i++)
        {
            // A member that only a subclass has.
            if (path[i].DeclaringType is { } declaring && owner.IsAssignableFrom(declaring)) owner = declaring;
            keys[i] = names.KeyOf(owner, path[i]);
            owner = MemberType(path[i]);
            owner = Nullable.GetUnderlyingType(owner) ?? owner;
        }

        var type = MemberType(path[^1]);
        var scalar = scalars.Find(type);
        var parent = source;
        for (var i = 0; i < keys.Length - 1; i++) parent = $"{parent} -> {Identifier.Literal(keys[i])}";
        var key = Identifier.Literal(keys[^1]);
        var raw = $"{parent} ->> {key}";
        var json = $"{parent} -> {key}";
        return new DocumentMember
        {
            Type = type,
            Path = path,
            Keys = keys,
            Scalar = scalar,
            Raw = raw,
            Json = json,
            Typed = scalar is null ? $"CAST({raw} as jsonb)" : scalar.Cast(raw, functionSchema),
        };
    }

    internal static Type MemberType(MemberInfo member) => member switch
    {
        PropertyInfo property => property.PropertyType,
        FieldInfo field => field.FieldType,
        _ => throw new ArgumentException($"{member.Name} is neither a property nor a field", nameof(member)),
    };
}
