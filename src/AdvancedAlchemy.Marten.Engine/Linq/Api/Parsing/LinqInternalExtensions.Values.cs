using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Marten.Engine.Linq.Shapes;
using Marten.Linq.Members;
using Weasel.Postgresql;
using Weasel.Postgresql.SqlGeneration;

namespace Marten.Linq.Parsing;

public static partial class LinqInternalExtensions
{
    /// <summary>Whether the expression has a value that does not depend on a document.</summary>
    public static bool IsValueExpression([NotNullWhen(true)] this Expression? expression) => expression is not null && !ParameterSearch.Finds(expression);

    /// <summary>Whether the member has a value that does not depend on a document.</summary>
    public static bool IsCompilableExpression(this MemberExpression node) => IsValueExpression(node);

    /// <summary>Whether queries see the type as one value, and not as an object or a collection.</summary>
    public static bool IsValueTypeForQuerying(this Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(Guid) || type == typeof(DateTime)
            || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(TimeSpan);
    }

    /// <summary>The value of the expression, if it does not depend on a document.</summary>
    public static bool TryToParseConstant(this Expression? expression, [NotNullWhen(true)] out ConstantExpression? constant)
    {
        constant = IsValueExpression(expression) ? expression.ReduceToConstant() : null;
        return constant is not null;
    }

    /// <summary>The expression in SQL: a parameter for a value, and else the member that it names.</summary>
    public static ISqlFragment ReduceToValue(this IQueryableMemberCollection collection, Expression expression) =>
        TryToParseConstant(expression, out var constant) ? new WhereFragment("?", constant.Value!) : collection.MemberFor(expression);

    /// <summary>The keys that lead to the member, as jsonpath has them after <c>$.</c></summary>
    public static string WriteJsonPath(this IQueryableMember member) => string.Join('.', member.JsonPathSegments().Where(s => s.Length > 0));

    /// <summary>Writes the keys that lead to the member, as jsonpath has them after <c>$.</c></summary>
    public static void WriteJsonPath(this IQueryableMember member, ICommandBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Append(member.WriteJsonPath());
    }

    /// <summary>The operator as jsonpath has it: equality is <c>==</c> there.</summary>
    public static string CorrectJsonPathOperator(this string op) => op switch
    {
        "=" => "==",
        "<>" => "!=",
        _ => op,
    };
}
