using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.ExplicitSql&lt;int>("...")</c></summary>
internal sealed class ExplicitValue : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(QueryableExtensions.ExplicitSql)];

    internal override bool IsValue => true;

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(QueryableExtensions);

    internal override SqlValue Value(MethodCallExpression call, Translator translator)
    {
        var sql = translator.Context.Literal(call.Arguments[1]) as string ?? throw new ArgumentNullException("sql", "ExplicitSql needs an expression");
        var scalar = translator.Context.Mapping.Members.Scalars.Find(call.Type) ?? throw Unsupported.Part($"ExplicitSql of type {call.Type.Name}, which is no single value,");
        var node = new SqlSequence(new SqlText("CAST(("), new SqlText(sql), new SqlText($") as {scalar.PgType})"));
        return new SqlValue(node, call.Type, scalar);
    }
}
