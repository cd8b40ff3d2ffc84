using System.Linq.Expressions;
using Marten.Engine.Linq.Sql;

namespace Marten.Engine.Linq.Translation;

/// <summary>Distinct rows that cannot be ordered or counted by the select that makes them distinct: it goes inside of another one.</summary>
internal static class DistinctRows
{
    /// <summary>The columns that tell rows apart.</summary>
    internal static IReadOnlyList<SqlPart> Keys(Translator translator, LambdaExpression key)
    {
        translator.Context.Enter(key.Parameters[0], translator.Context.Document);
        return [.. Parts(key.Body).Select(p => Column(translator.Value(p)))];
    }

    /// <summary>Completes the select whose columns are written, and selects from it in the order that was asked for.</summary>
    internal static void Write(SqlWriter sql, Translator translator, RowSelection selection, QueryModel model, ref int columns)
    {
        var names = string.Join(", ", Enumerable.Range(0, columns).Select(i => $"c{i}"));
        var orders = "";
        if (model.DistinctKey is null)
        {
            selection.WriteFrom(sql);
            selection.WriteOrder(sql);
        }
        else
        {
            // DISTINCT ON keeps the first of each key, so the key has to come first in its order.
            for (var i = 0; i < model.Orders.Count; i++)
            {
                sql.Append(", ").Append(OrderKeys.Of(translator, model.Orders[i]));
                orders += $"{(i == 0 ? " order by " : ", ")}s.o{i}{(model.Orders[i].IsDescending ? " desc" : "")}";
                names += $", o{i}";
            }

            selection.WriteFrom(sql);
            if (model.Orders.Count > 0)
            {
                // By position, since the same value as a parameter of its own would be another expression.
                sql.Append(" order by ").AppendList(", ", Keys(translator, model.DistinctKey));
                for (var i = 0; i < model.Orders.Count; i++) sql.Append($", {columns + i + 1}{(model.Orders[i].IsDescending ? " desc" : "")}");
            }
        }

        var selected = string.Join(", ", Enumerable.Range(0, columns).Select(i => $"s.c{i}"));
        sql.Prepend($"select {selected}{(model.Statistics is null ? "" : ", count(*) OVER() as total_rows")} from (");
        sql.Append($") as s({names})").Append(orders);
        if (model.Statistics is not null) columns++;
    }

    private static IEnumerable<Expression> Parts(Expression key) => Translator.Strip(key) is NewExpression { Arguments.Count: > 0 } created ? created.Arguments.SelectMany(Parts) : [key];

    private static SqlPart Column(SqlValue value) => value.Scalar is null && value.Member?.Column is null && value.Json is { } json ? json : value.Node;
}
