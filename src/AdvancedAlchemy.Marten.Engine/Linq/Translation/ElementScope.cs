using System.Reflection;
using Marten.Engine.Linq.Sql;

namespace Marten.Engine.Linq.Translation;

/// <summary>The parameter is an element of a collection in the document: a row of jsonb_array_elements.</summary>
/// <param name="context">The translation.</param>
/// <param name="alias">The alias of the rows.</param>
/// <param name="type">The type of the elements.</param>
/// <param name="isCertain">Whether null compares as in C#, as it does in conditions on elements.</param>
internal sealed class ElementScope(TranslationContext context, string alias, Type type, bool isCertain = false) : RowScope
{
    internal override SqlValue Self { get; } =
        JsonValues.At(context, new SqlText($"{alias}.value"), new SqlText($"({alias}.value #>> '{{}}')"), type) with { IsElement = isCertain };

    internal override SqlValue Member(MemberInfo[] path)
    {
        var value = Self;
        foreach (var member in path) value = JsonValues.Member(context, value, member);
        return value;
    }
}
