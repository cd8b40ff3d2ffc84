using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Engine.Members;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Numbers.Sum()</c>, <c>Min</c>, <c>Max</c> and <c>Average</c>, with or without a selector. Of nothing, the sum is zero and the others are unknown.</summary>
internal sealed class CollectionAggregates : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(Enumerable.Sum), nameof(Enumerable.Min), nameof(Enumerable.Max), nameof(Enumerable.Average)];

    internal override bool IsValue => true;

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(Enumerable);

    internal override SqlValue Value(MethodCallExpression call, Translator translator)
    {
        var source = ElementSource.Of(translator, call.Arguments[0]);
        if (call.Arguments.Count > 1 && Translator.Strip(call.Arguments[1]) is not LambdaExpression) throw Unsupported.Part($"{call.Method.Name} with a comparer");
        var value = call.Arguments.Count == 1 ? source.Scope.Self : translator.Value(source.Enter(translator, ElementSource.Lambda(call)).Body);
        var type = Nullable.GetUnderlyingType(call.Type) ?? call.Type;
        if (value.Scalar is null || translator.Context.Mapping.Members.Scalars.Find(type) is not { } scalar) throw Unsupported.Part($"{call.Method.Name} of '{call}', which is no single value,");
        return new SqlValue(source.Select(Aggregate(call.Method.Name, value, type, scalar)), call.Type, scalar);
    }

    private static SqlPart Aggregate(string name, SqlValue value, Type type, ScalarType scalar)
    {
        switch (name)
        {
            case nameof(Enumerable.Sum):
                // C# adds up floats as doubles.
                return type == typeof(float)
                    ? new SqlSequence(new SqlText("CAST(COALESCE(SUM(CAST("), value.Node, new SqlText(" as double precision)), 0) as real)"))
                    : new SqlSequence(new SqlText("COALESCE(SUM("), value.Node, new SqlText("), 0)"));
            case nameof(Enumerable.Average):
                if (type == typeof(decimal)) throw Unsupported.Part("the Average of decimals in a condition");
                var average = new SqlSequence(
                    new SqlText("CAST(CAST(SUM("), Double(value), new SqlText(") as double precision) / NULLIF(COUNT("), value.Node, new SqlText($"), 0) as {scalar.CastType})"));
                return average;
            default:
                // PostgreSQL has no smallest bool or uuid; nor does text sort as in C#.
                if (value.PlainType == typeof(bool) || value.PlainType == typeof(Guid)) throw Unsupported.Part($"{name} of {value.PlainType.Name}s");
                return SqlSequence.Call(name == nameof(Enumerable.Min) ? "MIN" : "MAX", value.Node);
        }
    }

    private static SqlPart Double(SqlValue value) => value.PlainType == typeof(float)
        ? new SqlSequence(new SqlText("CAST("), value.Node, new SqlText(" as double precision)"))
        : value.Node;
}
