using System.Reflection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;
using Marten.Engine.Schema;

namespace Marten.Engine.Linq.Translation;

/// <summary>Values inside of JSON that is not the document's own body: elements of collections and of dictionaries.</summary>
internal static class JsonValues
{
    /// <summary>A member of an object.</summary>
    internal static SqlValue Member(TranslationContext context, SqlValue owner, MemberInfo member)
    {
        var json = owner.Json ?? throw Unsupported.Member(member);
        var key = Identifier.Literal(context.Mapping.Members.Names.KeyOf(owner.PlainType, member));
        return Item(context, json, new SqlText(key), MemberResolver.MemberType(member)) with { IsElement = owner.IsElement };
    }

    /// <summary>What is found under a key or an index.</summary>
    internal static SqlValue Item(TranslationContext context, SqlPart json, SqlPart key, Type type) => At(
        context,
        new SqlSequence(json, new SqlText(" -> "), key),
        new SqlSequence(json, new SqlText(" ->> "), key),
        type);

    internal static SqlValue At(TranslationContext context, SqlPart json, SqlPart text, Type type)
    {
        var scalar = context.Mapping.Members.Scalars.Find(type);
        return new SqlValue(scalar is null ? json : Cast(scalar, text, context.Mapping.Members.FunctionSchema), type, scalar) { NullTest = text, Json = json, Text = text };
    }

    /// <summary>A scalar that is there as text.</summary>
    internal static SqlValue Scalar(TranslationContext context, SqlPart text, Type type, ScalarType scalar) =>
        new(Cast(scalar, text, context.Mapping.Members.FunctionSchema), type, scalar) { NullTest = text, Text = text };

    /// <summary>The collection, or null where there is JSON null instead of one.</summary>
    internal static SqlPart Array(SqlValue collection) =>
        new SqlSequence(new SqlText("NULLIF("), collection.Json!, new SqlText(", 'null'::jsonb)"));

    private static SqlPart Cast(ScalarType scalar, SqlPart text, string functionSchema)
    {
        var (before, after) = scalar.CastAround(functionSchema);
        return before.Length == 0 ? text : new SqlSequence(new SqlText(before), text, new SqlText(after));
    }
}
