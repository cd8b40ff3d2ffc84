using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Sql;

namespace Marten.Engine.Linq.Translation;

/// <summary>The elements of a collection in a document as rows.</summary>
/// <param name="From">What stands after FROM.</param>
/// <param name="Scope">An element.</param>
/// <param name="Conditions">What Where asks of the elements.</param>
internal sealed record ElementSource(SqlPart From, RowScope Scope, IReadOnlyList<SqlPart> Conditions)
{
    /// <summary>The elements of a collection, a dictionary, its Keys or Values, or of what Where and Select made of them.</summary>
    internal static ElementSource Of(Translator translator, Expression node)
    {
        node = Translator.Strip(node);
        switch (node)
        {
            case MethodCallExpression { Method: { Name: nameof(Enumerable.Where) } method } where when IsOfEnumerable(method):
                var filtered = Of(translator, where.Arguments[0]);
                return filtered with { Conditions = [.. filtered.Conditions, filtered.Condition(translator, Lambda(where))] };
            case MethodCallExpression { Method: { Name: nameof(Enumerable.Select) } method } select when IsOfEnumerable(method):
                var selected = Of(translator, select.Arguments[0]);
                var selector = selected.Enter(translator, Lambda(select));
                return selected with { Scope = new ValueScope(translator.Context, translator.Value(selector.Body)) };
            case MethodCallExpression { Method: { Name: nameof(Enumerable.ToList) or nameof(Enumerable.ToArray) or nameof(Enumerable.AsEnumerable) } method } same when IsOfEnumerable(method):
                return Of(translator, same.Arguments[0]);
            case MemberExpression { Member.Name: "Keys" or "Values", Expression: { } owner } part when Collections.IsDictionary(owner.Type):
                var entries = Entries(translator, translator.Value(owner));
                var entry = (EntryScope)entries.Scope;
                return entries with { Scope = new ValueScope(translator.Context, part.Member.Name == "Keys" ? entry.Key : entry.Value) };
            default:
                var collection = translator.Value(node);
                return Collections.IsDictionary(collection.PlainType) ? Entries(translator, collection) : Elements(translator, collection);
        }
    }

    /// <summary>Whether the expression is not simply a collection that is stored.</summary>
    internal static bool IsDerived(Expression node) => Translator.Strip(node) switch
    {
        MethodCallExpression { Method: { Name: "Where" or "Select" or "ToList" or "ToArray" or "AsEnumerable" } method } => IsOfEnumerable(method),
        MemberExpression { Member.Name: "Keys" or "Values", Expression: { } owner } => Collections.IsDictionary(owner.Type),
        _ => false,
    };

    internal static ElementSource Elements(Translator translator, SqlValue collection)
    {
        var (source, scope) = Collections.Rows(translator, collection);
        return new ElementSource(source, scope, []);
    }

    /// <summary>The lambda as a condition on an element.</summary>
    internal SqlPart Condition(Translator translator, LambdaExpression lambda) => translator.Predicate(Enter(translator, lambda).Body);

    internal LambdaExpression Enter(Translator translator, LambdaExpression lambda)
    {
        if (lambda.Parameters.Count != 1) throw Unsupported.Expression(lambda);
        translator.Context.Enter(lambda.Parameters[0], Scope);
        return lambda;
    }

    /// <summary><c>(select ... from ... where ...)</c></summary>
    internal SqlPart Select(SqlPart what, params SqlPart[] more)
    {
        SqlPart[] conditions = [.. Conditions, .. more];
        return conditions.Length == 0
            ? new SqlSequence(new SqlText("(select "), what, new SqlText(" from "), From, new SqlText(")"))
            : new SqlSequence(new SqlText("(select "), what, new SqlText(" from "), From, new SqlText(" where "), SqlCompound.And(conditions), new SqlText(")"));
    }

    /// <summary>Whether there is an element for which all conditions hold.</summary>
    internal SqlPart Exists(params SqlPart[] more) => new SqlSequence(new SqlText("EXISTS "), Select(new SqlText("1"), more));

    internal static LambdaExpression Lambda(MethodCallExpression call) =>
        Translator.Strip(call.Arguments[1]) as LambdaExpression ?? throw Unsupported.Method(call.Method);

    private static bool IsOfEnumerable(MethodInfo method) => method.DeclaringType == typeof(Enumerable);

    private static ElementSource Entries(Translator translator, SqlValue dictionary)
    {
        var types = dictionary.PlainType.GetInterfaces().Append(dictionary.PlainType)
            .FirstOrDefault(i => i.IsGenericType && (i.GetGenericTypeDefinition() == typeof(IDictionary<,>) || i.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)))
            ?.GetGenericArguments();
        if (types is null || dictionary.Json is null) throw Unsupported.Part($"a query over a {dictionary.Type.Name}");
        var alias = translator.Context.NextAlias();
        return new ElementSource(
            new SqlSequence(new SqlText("jsonb_each("), JsonValues.Array(dictionary), new SqlText($") as {alias}(key, value)")),
            new EntryScope(translator.Context, alias, types[0], types[1]),
            []);
    }
}
