using System.Linq.Expressions;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Exceptions;
using Npgsql;

namespace Marten.Engine.Linq.Projection;

/// <summary>Replaces what a projection names of its rows by reads of columns, and slots by the captured values.</summary>
internal sealed class ColumnRewriter(
    Translator translator, Func<Type, SqlValue, Delegate> readerFor, Func<DocumentScope, WholeDocument> documentFor, bool comparesRows) : ExpressionVisitor
{
    internal static readonly ParameterExpression Reader = Expression.Parameter(typeof(NpgsqlDataReader), "reader");
    internal static readonly ParameterExpression Session = Expression.Parameter(typeof(QuerySession), "session");
    internal static readonly ParameterExpression Values = Expression.Parameter(typeof(object?[]), "values");
    private readonly Dictionary<DocumentScope, Expression> _documents = [];

    internal List<SqlPart> Columns { get; } = [];

    /// <summary>The reader of the column, when the whole projection is one column.</summary>
    internal Delegate? Only { get; private set; }

    /// <summary>The projection over columns.</summary>
    internal Expression Rewrite(Expression body)
    {
        var rewritten = Visit(body)!;
        if (rewritten is InvocationExpression { Expression: ConstantExpression { Value: Delegate reader }, Arguments.Count: 2 }) Only = reader;
        return rewritten;
    }

    public override Expression? Visit(Expression? node) => node switch
    {
        SlotExpression slot => Expression.Convert(Expression.ArrayIndex(Values, Expression.Constant(slot.Index)), slot.Type),
        SqlExpression sql => Column(sql.Translate(translator), sql.Type),
        ParameterExpression parameter => translator.Context.FindScope(parameter) switch
        {
            DocumentScope document => Document(document, parameter.Type),
            { } scope => Column(scope.Self, parameter.Type),
            _ => parameter,
        },
        MemberExpression member when IsPath(member) && Column(member, member.Type) is { } column => column,
        UnaryExpression { NodeType: ExpressionType.Convert, Operand: MemberExpression member } convert when MayBeMissing(convert.Type, member) && IsPath(member)
            && Column(member, typeof(Nullable<>).MakeGenericType(member.Type)) is { } column => column.Type == convert.Type ? column : Expression.Convert(column, convert.Type),
        MethodCallExpression call when call.Method.Name == nameof(QueryableExtensions.ExplicitSql) && call.Method.DeclaringType == typeof(QueryableExtensions) =>
            Column(translator.Value(call), call.Type),
        _ => base.Visit(node),
    };

    private bool IsPath(MemberExpression member)
    {
        Expression? current = member;
        while (current is MemberExpression step) current = step.Expression;
        return current is ParameterExpression parameter && translator.Context.FindScope(parameter) is not null;
    }

    // A value that is converted to a nullable one is null where there is none: of a partner that was not found, or within null.
    private static bool MayBeMissing(Type type, MemberExpression member) =>
        Nullable.GetUnderlyingType(type) is not null && member.Type.IsValueType && Nullable.GetUnderlyingType(member.Type) is null;

    private InvocationExpression? Column(MemberExpression member, Type type)
    {
        if (member.Member.Name == "HasValue" && Nullable.GetUnderlyingType(member.Member.DeclaringType!) is not null) return null;
        try
        {
            var value = translator.Value(member);
            return !comparesRows && WrittenTimes.TextOf(value) is { } text ? Column(text, WrittenTimes.ReaderFor(type)) : Column(value, type);
        }
        catch (BadLinqExpressionException)
        {
            // A member of something that SQL has no member for: read what it belongs to.
            return null;
        }
    }

    private InvocationExpression Column(SqlValue value, Type type) =>
        Column(value.Node is SqlText && value.Scalar is null && value.Json is { } json ? json : value.Node, readerFor(type, value));

    private InvocationExpression Column(SqlPart column, Delegate reader)
    {
        Columns.Add(column);
        return Expression.Invoke(Expression.Constant(reader), Reader, Expression.Constant(Columns.Count - 1));
    }

    private Expression Document(DocumentScope scope, Type type)
    {
        if (_documents.TryGetValue(scope, out var known)) return known;
        var document = documentFor(scope);
        Expression read = Expression.Invoke(Expression.Constant(document.Reader), Reader, Expression.Constant(Columns.Count), Session);
        if (read.Type != type) read = Expression.Convert(read, type);
        Columns.AddRange(document.Columns.Select(c => new SqlText(c)));
        return _documents[scope] = read;
    }
}
