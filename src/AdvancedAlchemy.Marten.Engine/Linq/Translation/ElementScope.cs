using System.Reflection;
using Marten.Engine.Linq.Sql;

namespace Marten.Engine.Linq.Translation;

/// <summary>The parameter is an element of a collection in the document: a row of jsonb_array_elements.</summary>
internal sealed class ElementScope(TranslationContext context, string alias, Type type) : RowScope
{
    internal override SqlValue Self { get; } = JsonValues.At(context, new SqlText($"{alias}.value"), new SqlText($"({alias}.value #>> '{{}}')"), type);

    internal override SqlValue Member(MemberInfo[] path)
    {
        var value = Self;
        foreach (var member in path) value = JsonValues.Member(context, value, member);
        return value;
    }
}
