using System.Linq.Expressions;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;

namespace Marten.Engine.Linq.Json;

/// <summary>Whether a query's JSON is what is stored, or has to be made of its rows.</summary>
internal static class JsonKinds
{
    private static readonly HashSet<string> Projections = new(StringComparer.Ordinal)
    {
        nameof(Queryable.Select), nameof(Queryable.SelectMany), nameof(Queryable.GroupBy), nameof(Queryable.Join), nameof(Queryable.GroupJoin),
    };

    internal static (ResultKind Kind, bool IsStored) Of(ResultKind kind, Expression source) => kind switch
    {
        ResultKind.Rows or ResultKind.First or ResultKind.Single when IsProjected(source) => (kind, false),
        ResultKind.Rows => (ResultKind.Json, true),
        ResultKind.First => (ResultKind.JsonFirst, true),
        ResultKind.Single => (ResultKind.JsonSingle, true),
        _ => throw Unsupported.Part($"the JSON of {kind}"),
    };

    private static bool IsProjected(Expression? node)
    {
        while (node is not null)
        {
            switch (node)
            {
                case MethodCallExpression call:
                    if (call.Method.DeclaringType == typeof(Queryable) && Projections.Contains(call.Method.Name)) return true;
                    node = call.Object ?? (call.Arguments.Count > 0 ? call.Arguments[0] : null);
                    break;
                case UnaryExpression convert:
                    node = convert.Operand;
                    break;
                case ConstantExpression { Value: IQueryRoot root }:
                    return !root.Storage.HasStoredJson;
                default:
                    return false;
            }
        }

        return false;
    }
}
