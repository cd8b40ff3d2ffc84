using System.Linq.Expressions;
using System.Reflection;
using JasperFx.Core;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Translation;
using Marten.Exceptions;
using Marten.Linq;

namespace Marten.Engine.Linq.Compiled;

/// <summary>Takes the expression of a compiled query apart: the chain, and the operator that ends it.</summary>
internal static class CompiledBodyReader
{
    private static readonly Dictionary<string, (ResultKind Kind, bool MayBeMissing)> Ends = new(StringComparer.Ordinal)
    {
        [nameof(Queryable.First)] = (ResultKind.First, false),
        [nameof(Queryable.FirstOrDefault)] = (ResultKind.First, true),
        [nameof(Queryable.Single)] = (ResultKind.Single, false),
        [nameof(Queryable.SingleOrDefault)] = (ResultKind.Single, true),
        [nameof(Queryable.Count)] = (ResultKind.Count, false),
        [nameof(Queryable.LongCount)] = (ResultKind.Count, false),
        [nameof(Queryable.Any)] = (ResultKind.Any, false),
        [nameof(Queryable.Sum)] = (ResultKind.Sum, true),
        [nameof(Queryable.Min)] = (ResultKind.Min, true),
        [nameof(Queryable.Max)] = (ResultKind.Max, true),
        [nameof(Queryable.Average)] = (ResultKind.Average, true),
    };

    /// <param name="query">The compiled query.</param>
    /// <param name="lambda">What its QueryIs gave.</param>
    /// <param name="root">The documents that it begins with.</param>
    internal static CompiledBody Read(object query, LambdaExpression lambda, IQueryable root)
    {
        var end = Translator.Strip(lambda.Body);
        AssertSynchronous(query, end);
        var body = Take(end);
        var source = new ChainResolver(lambda.Parameters[0], root).Visit(body.Source)!;
        return body with { Source = WithStatistics(query, body.Kind, source) };
    }

    private static CompiledBody Take(Expression end)
    {
        if (end is MethodCallExpression { Method: { IsStatic: true } method } call)
        {
            if (method.DeclaringType == typeof(Enumerable) && method.Name is nameof(Enumerable.ToList) or nameof(Enumerable.ToArray) && call.Arguments.Count == 1)
            {
                return Rows(Translator.Strip(call.Arguments[0]));
            }

            if (method.DeclaringType == typeof(Queryable) && Ends.TryGetValue(method.Name, out var operation))
            {
                var source = Translator.Strip(call.Arguments[0]);
                var argument = call.Arguments.Count switch
                {
                    1 => null,
                    2 when Translator.Strip(call.Arguments[1]) is LambdaExpression given => given,
                    _ => throw Unsupported.Method(method),
                };
                var element = ElementOf(source);
                if (operation.Kind is not (ResultKind.Sum or ResultKind.Min or ResultKind.Max or ResultKind.Average))
                {
                    return new CompiledBody(source, operation.Kind, argument, operation.MayBeMissing, element);
                }

                return new CompiledBody(source, operation.Kind, argument ?? Itself(element), operation.MayBeMissing, method.ReturnType);
            }
        }

        return Rows(end);
    }

    private static CompiledBody Rows(Expression source) => new(source, ResultKind.Rows, null, true, ElementOf(source));

    private static LambdaExpression Itself(Type type)
    {
        var row = Expression.Parameter(type, "x");
        return Expression.Lambda(row, row);
    }

    private static Type ElementOf(Expression source) =>
        source.Type.GetInterfaces().Append(source.Type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQueryable<>))?.GetGenericArguments()[0]
        ?? throw (source is MethodCallExpression call ? Unsupported.Operator(call.Method.Name) : Unsupported.Expression(source));

    private static void AssertSynchronous(object query, Expression end)
    {
        if (typeof(Task).IsAssignableFrom(end.Type) || (end is MethodCallExpression call && call.Method.DeclaringType == typeof(QueryableExtensions) && typeof(IAsyncEnumerable<>).Name == end.Type.Name))
        {
            throw InvalidCompiledQueryException.ForCannotBeAsync(query.GetType());
        }
    }

    private static Expression WithStatistics(object query, ResultKind kind, Expression source)
    {
        if (kind is not (ResultKind.Rows or ResultKind.First or ResultKind.Single)) return source;
        var type = query.GetType();
        const BindingFlags Public = BindingFlags.Instance | BindingFlags.Public;
        var member = type.GetProperties(Public).FirstOrDefault(p => p.PropertyType == typeof(QueryStatistics) && Counts(p))
            ?? (MemberInfo?)type.GetFields(Public).FirstOrDefault(f => f.FieldType == typeof(QueryStatistics) && Counts(f));
        if (member is null) return source;
        return Expression.Call(
            QueryMarkers.StatisticsMethod.MakeGenericMethod(ElementOf(source)), source, Expression.MakeMemberAccess(Expression.Constant(query), member));
    }

    private static bool Counts(MemberInfo member) => !member.IsDefined(typeof(JasperFxIgnoreAttribute), true);
}
