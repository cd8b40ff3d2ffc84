using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Npgsql;

namespace Marten.Engine.Linq.Projection;

/// <summary>
/// Selects what a Select asks for. The members that it names become columns and the rest of its lambda runs in memory on their values;
/// where it needs a document as a whole, that is read.
/// </summary>
internal sealed class ProjectionBuilder(Translator translator, IQueryRoot root, SqlWriter sql)
{
    private const BindingFlags Private = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;
    private static readonly MethodInfo ValueMethod = typeof(ProjectionBuilder).GetMethod(nameof(ReaderOf), Private)!;

    internal (object Rows, int Columns) Build<TRow>(LambdaExpression projection, bool distinct)
    {
        var document = projection.Parameters[0];
        translator.Context.Enter(document, translator.Context.Document);
        if (projection.Body == document)
        {
            sql.Append(root.Fields);
            return (root.DocumentRows<TRow>(), root.FieldCount);
        }

        var rewriter = new ColumnRewriter(translator, ReaderFor, static scope => scope.Storage.Whole(scope.Alias), distinct);
        var body = rewriter.Rewrite(projection.Body);
        if (distinct && !IsMadeOfColumns(body)) throw Unsupported.Part($"Distinct on '{projection.Body}', which is worked out in memory,");
        if (rewriter.Columns.Count == 0) sql.Append("TRUE");
        sql.AppendList(", ", rewriter.Columns);
        if (rewriter.Only is Func<NpgsqlDataReader, int, TRow> only && body.Type == typeof(TRow)) return (new ValueRows<TRow>(only), 1);
        var lambda = Expression.Lambda<Func<NpgsqlDataReader, QuerySession, object?[], TRow>>(
            body.Type == typeof(TRow) ? body : Expression.Convert(body, typeof(TRow)), ColumnRewriter.Reader, ColumnRewriter.Session, ColumnRewriter.Values);
        return (new ComputedRows<TRow>(lambda.Compile()), Math.Max(1, rewriter.Columns.Count));
    }

    // Two results are the same exactly when their columns are.
    private static bool IsMadeOfColumns(Expression body) => body switch
    {
        InvocationExpression => true,
        NewExpression created => created.Arguments.All(IsMadeOfColumns),
        MemberInitExpression init => IsMadeOfColumns(init.NewExpression) && init.Bindings.All(b => b is MemberAssignment a && IsMadeOfColumns(a.Expression)),
        UnaryExpression { NodeType: ExpressionType.Convert } convert => IsMadeOfColumns(convert.Operand),

        // A captured value is the same in all rows.
        BinaryExpression { NodeType: ExpressionType.ArrayIndex } index => index.Left == ColumnRewriter.Values,
        _ => false,
    };

    private Delegate ReaderFor(Type type, SqlValue value) => (Delegate)ValueMethod.MakeGenericMethod(type).Invoke(this, [value])!;

    private Func<NpgsqlDataReader, int, T> ReaderOf<T>(SqlValue value) =>
        ValueReading.For<T>(value.Scalar, translator.Context.Mapping.StoreOptions.Serializer());
}
