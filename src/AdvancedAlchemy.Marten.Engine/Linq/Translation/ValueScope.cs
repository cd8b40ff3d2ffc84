using System.Reflection;

namespace Marten.Engine.Linq.Translation;

/// <summary>The parameter is a value that was worked out before: a key, or what Select made of an element.</summary>
internal sealed class ValueScope(TranslationContext context, SqlValue self) : RowScope
{
    internal override SqlValue Self => self;

    internal override SqlValue Member(MemberInfo[] path)
    {
        var value = self;
        foreach (var member in path) value = JsonValues.Member(context, value, member);
        return value;
    }
}
