using System.Linq.Expressions;
using Marten.Engine.Documents;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Engine.Members;

namespace Marten.Engine.Linq.Includes;

/// <summary>What refers to included documents.</summary>
/// <param name="Column">What the page keeps of it.</param>
/// <param name="Values">The select of all values that the page refers by, out of the column of the given name.</param>
internal sealed record IncludeReference(SqlPart Column, Func<string, SqlPart> Values)
{
    private const string Alias = "r";

    internal static IncludeReference Of(Translator translator, LambdaExpression source)
    {
        var context = translator.Context;
        context.Enter(source.Parameters[0], context.Document);
        var body = Translator.Strip(source.Body);
        var select = body is MethodCallExpression { Method: { Name: nameof(Enumerable.Select) } method } call && method.DeclaringType == typeof(Enumerable) ? call : null;
        var value = translator.Value(select is null ? body : select.Arguments[0]);
        if (ColumnTypes.ElementType(value.PlainType) is not { } type)
        {
            return new IncludeReference(Single(translator, value, source), static column => new SqlText($"select {column} from page"));
        }

        if (value.Json is null) throw Unsupported.Part($"Include by '{source.Body}'");
        if (select?.Arguments[1] is not LambdaExpression made)
        {
            if (StrongIds.Find(type) is not null) return Elements(value, StrongIds.Unwrap(context, new ElementScope(context, Alias, type).Self).Node);

            // As a column and not as a join: that is less work for each value.
            var (before, after) = Cast(translator, type, source);
            return new IncludeReference(JsonValues.Array(value), column => new SqlText($"select {before}jsonb_array_elements_text({column}){after} from page"));
        }

        context.Enter(made.Parameters[0], new ElementScope(context, Alias, type));
        var element = Single(translator, translator.Value(made.Body), source);
        return Elements(value, element);
    }

    private static IncludeReference Elements(SqlValue list, SqlPart element) => new(JsonValues.Array(list), column => new SqlSequence(
        new SqlText("select "), element, new SqlText($" from page cross join lateral jsonb_array_elements({column}) as {Alias}(value)")));

    private static SqlPart Single(Translator translator, SqlValue value, LambdaExpression source)
    {
        value = StrongIds.Unwrap(translator.Context, value);
        if (value.Scalar is not null || value.Member?.Column is not null) return value.Node;
        var (before, after) = Cast(translator, value.PlainType, source);
        return new SqlSequence(new SqlText(before), value.NullTest, new SqlText(after));
    }

    // A strong-typed id is what the serializer wrote: the value that it is made of.
    private static (string Before, string After) Cast(Translator translator, Type type, LambdaExpression source)
    {
        var members = translator.Context.Mapping.Members;
        var scalar = members.Scalars.Find(WrappedId.Find(type)?.InnerType ?? type) ?? throw Unsupported.Part($"Include by '{source.Body}', which is no id,");
        return scalar.CastAround(members.FunctionSchema);
    }
}
