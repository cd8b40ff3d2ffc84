using System.Linq.Expressions;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Translation;
using Marten.Linq;
using Marten.Linq.Includes;

namespace Marten.Engine.Linq.Includes;

/// <summary>Reads Include: the marker that it leaves in a query, and the calls themselves, which are what an expression of a whole query has.</summary>
internal static class IncludeReader
{
    /// <summary>What the call adds an Include to; null when it is another call.</summary>
    internal static Expression? SourceOf(MethodCallExpression call)
    {
        if (call.Object is not { } owner || !call.Method.DeclaringType!.IsGenericType) return null;
        var type = call.Method.DeclaringType.GetGenericTypeDefinition();
        if (type == typeof(IMartenQueryable<>) && call.Method.Name == nameof(IMartenQueryable<object>.Include)) return owner;
        if (type != typeof(IMartenQueryableIncludeBuilder<,>) && type != typeof(IMartenQueryableIncludeBuilder<,,>)) return null;
        return owner is MethodCallExpression begun ? begun.Object ?? begun.Arguments[0] : throw Unsupported.Expression(call);
    }

    internal static void Read(QueryModel model, MethodCallExpression call)
    {
        if (call.Method.DeclaringType == typeof(QueryMarkers)) Add(model, call.Method.GetGenericArguments()[1], call.Arguments[1], call.Arguments[2], call.Arguments[3], call.Arguments[4]);
        else if (call.Object is null) Add(model, call.Method.GetGenericArguments()[^1], call.Arguments[1], null, null, call.Arguments[2]);
        else if (call.Object is MethodCallExpression begun && SourceOf(call) != call.Object) ReadOn(model, call, begun);
        else Add(model, call.Method.GetGenericArguments()[0], call.Arguments[0], null, call.Arguments.ElementAtOrDefault(2), call.Arguments[1]);
    }

    private static void ReadOn(QueryModel model, MethodCallExpression call, MethodCallExpression begun)
    {
        var type = call.Method.DeclaringType!.GetGenericArguments()[^1];
        var second = call.Arguments.ElementAtOrDefault(1);
        var isFilter = call.Arguments.Count == 2 && call.Method.GetParameters()[1].Name == "filter";
        Add(model, type, call.Arguments[0], isFilter ? null : second, isFilter ? second : call.Arguments.ElementAtOrDefault(2), begun.Arguments[^1]);
    }

    private static void Add(QueryModel model, Type type, Expression source, Expression? match, Expression? filter, Expression target) => model.Includes.Add(new IncludeRequest(
        type,
        model.OfDocument((LambdaExpression)Translator.Strip(source)),
        Given(match),
        Given(filter),
        target as SlotExpression ?? throw Unsupported.Part($"Include into '{target}'")));

    // The identity stands for what was not given.
    private static LambdaExpression? Given(Expression? argument) =>
        argument is not null && Translator.Strip(argument) is LambdaExpression lambda && lambda.Body != lambda.Parameters[0] ? lambda : null;
}
