using System.Linq.Expressions;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Exceptions;
using Npgsql;

namespace Marten.Engine.Linq.Projection;

/// <summary>Replaces the members that a projection names by reads of columns, and slots by the captured values.</summary>
internal sealed class ColumnRewriter(Translator translator, ParameterExpression document, Func<Type, SqlValue, Delegate> readerFor) : ExpressionVisitor
{
    internal static readonly ParameterExpression Reader = Expression.Parameter(typeof(NpgsqlDataReader), "reader");
    internal static readonly ParameterExpression Values = Expression.Parameter(typeof(object?[]), "values");
    private bool _needsDocument;

    internal List<SqlPart> Columns { get; } = [];

    /// <summary>The reader of the column, when the whole projection is one column.</summary>
    internal Delegate? Only { get; private set; }

    /// <summary>The projection over columns; null when it needs the whole document.</summary>
    internal Expression? Rewrite(Expression body)
    {
        var rewritten = Visit(body);
        if (_needsDocument) return null;
        if (rewritten is InvocationExpression { Expression: ConstantExpression { Value: Delegate reader } }) Only = reader;
        return rewritten;
    }

    /// <summary>A captured value, read when the row is made.</summary>
    internal static Expression ValueOf(SlotExpression slot) =>
        Expression.Convert(Expression.ArrayIndex(Values, Expression.Constant(slot.Index)), slot.Type);

    public override Expression? Visit(Expression? node) => node switch
    {
        SlotExpression slot => ValueOf(slot),
        MemberExpression member when IsPath(member) && Column(member) is { } column => column,
        _ => base.Visit(node),
    };

    protected override Expression VisitParameter(ParameterExpression node)
    {
        if (node == document) _needsDocument = true;
        return node;
    }

    private bool IsPath(MemberExpression member)
    {
        Expression? current = member;
        while (current is MemberExpression step) current = step.Expression;
        return current == document;
    }

    private InvocationExpression? Column(MemberExpression member)
    {
        SqlValue value;
        try
        {
            value = translator.Value(member);
        }
        catch (BadLinqExpressionException)
        {
            // A member of something that SQL has no member for: read what it belongs to.
            return null;
        }

        if (member.Member.Name == "HasValue" && Nullable.GetUnderlyingType(member.Member.DeclaringType!) is not null) return null;
        var reader = readerFor(member.Type, value);
        Columns.Add(value.Node is SqlText && value.Scalar is null && value.Json is { } json ? json : value.Node);
        return Expression.Invoke(Expression.Constant(reader), Reader, Expression.Constant(Columns.Count - 1));
    }
}
