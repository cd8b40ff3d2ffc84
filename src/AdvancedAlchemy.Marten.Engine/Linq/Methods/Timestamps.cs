using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Linq.CreatedAt;
using Marten.Linq.LastModified;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.ModifiedSince(time)</c>, <c>ModifiedBefore</c>, <c>CreatedSince</c> and <c>CreatedBefore</c></summary>
internal sealed class Timestamps : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } =
    [
        nameof(LastModifiedExtensions.ModifiedSince), nameof(LastModifiedExtensions.ModifiedBefore),
        nameof(CreatedAtExtensions.CreatedSince), nameof(CreatedAtExtensions.CreatedBefore),
    ];

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(LastModifiedExtensions) || method.DeclaringType == typeof(CreatedAtExtensions);

    internal override SqlPart Predicate(MethodCallExpression call, Translator translator) => Compare(
        call,
        translator,
        call.Method.DeclaringType == typeof(LastModifiedExtensions) ? "d.mt_last_modified" : "d.mt_created_at",
        call.Method.Name.EndsWith("Since", StringComparison.Ordinal) ? ">" : "<");

    internal static SqlPart Compare(MethodCallExpression call, Translator translator, string column, string comparison)
    {
        if (call.Arguments[1] is not SlotExpression time) throw Unsupported.Method(call.Method);
        return new SqlComparison(new SqlText(column), comparison, translator.Parameters.Standalone(time).Node);
    }
}
