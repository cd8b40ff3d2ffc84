using System.Linq.Expressions;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Joins;

/// <summary>The rows that GroupJoin found for a row, until SelectMany joins them to it.</summary>
internal sealed class GroupedRowsExpression(Type type, ParameterExpression row, QueryModel rows, LambdaExpression outer, LambdaExpression inner) : SqlExpression(type)
{
    internal ParameterExpression Row => row;

    internal QueryModel Rows => rows;

    internal LambdaExpression Outer => outer;

    internal LambdaExpression Inner => inner;

    internal override SqlValue Translate(Translator translator) =>
        throw Unsupported.Part("GroupJoin without SelectMany over what it found");

    public override string ToString() => "the joined rows";
}
