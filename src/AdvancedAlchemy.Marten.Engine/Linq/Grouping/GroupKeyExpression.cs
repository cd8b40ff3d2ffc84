using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Grouping;

/// <summary>One column of a group's key.</summary>
internal sealed class GroupKeyExpression(int index, Type type) : SqlExpression(type)
{
    internal override SqlValue Translate(Translator translator) =>
        new(new SqlText($"g.k{index}"), Type, translator.Context.Mapping.Members.Scalars.Find(Type));

    public override string ToString() => "Key";
}
