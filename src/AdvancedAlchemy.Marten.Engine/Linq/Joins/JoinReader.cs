using System.Linq.Expressions;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Joins;

/// <summary>Reads Join and GroupJoin over two types of documents.</summary>
internal static class JoinReader
{
    internal static void Join(QueryModel model, MethodCallExpression call)
    {
        var (rows, row, outer, inner) = Operands(model, call);
        model.Sources.Add(new DocumentSource(row, rows, outer, inner, false));
        model.Projection = Result(model, call, outer, Made(rows, row));
    }

    internal static void GroupJoin(QueryModel model, MethodCallExpression call)
    {
        var (rows, row, outer, inner) = Operands(model, call);
        var result = (LambdaExpression)Translator.Strip(call.Arguments[4]);
        model.Projection = Result(model, call, outer, new GroupedRowsExpression(result.Parameters[1].Type, row, rows, outer, inner));
    }

    private static (QueryModel Rows, ParameterExpression Row, LambdaExpression Outer, LambdaExpression Inner) Operands(QueryModel model, MethodCallExpression call)
    {
        if (call.Arguments.Count > 5) throw Unsupported.Part($"{call.Method.Name} with a comparer");
        model.BeforeOtherRows(call.Method.Name);
        var rows = ChainReader.Read(call.Arguments[1]);
        var row = Expression.Parameter(rows.Root!.Storage.DocumentType, "joined");
        var outer = model.OfDocument((LambdaExpression)Translator.Strip(call.Arguments[2]));
        var key = (LambdaExpression)Translator.Strip(call.Arguments[3]);
        var inner = Expression.Lambda(ProjectionInliner.Replace(key.Body, key.Parameters[0], Made(rows, row)), row);
        return (rows, row, outer, inner);
    }

    // What the other query makes of its documents.
    private static Expression Made(QueryModel rows, ParameterExpression row) =>
        rows.Projection is { } made ? ProjectionInliner.Replace(made.Body, made.Parameters[0], row) : row;

    private static LambdaExpression Result(QueryModel model, MethodCallExpression call, LambdaExpression outer, Expression second)
    {
        var result = (LambdaExpression)Translator.Strip(call.Arguments[4]);
        var body = ProjectionInliner.Replace(result.Body, result.Parameters[1], second);
        return model.Projection is { } projection
            ? Expression.Lambda(ProjectionInliner.Replace(body, result.Parameters[0], projection.Body), projection.Parameters)
            : Expression.Lambda(ProjectionInliner.Replace(body, result.Parameters[0], outer.Parameters[0]), outer.Parameters);
    }
}
