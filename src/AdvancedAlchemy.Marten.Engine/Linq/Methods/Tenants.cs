using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.AnyTenant()</c> and <c>x.TenantIsOneOf(...)</c>: each replaces the filter on the session's tenant.</summary>
internal sealed class Tenants : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(LinqExtensions.AnyTenant), nameof(LinqExtensions.TenantIsOneOf)];

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(LinqExtensions);

    internal override SqlPart Predicate(MethodCallExpression call, Translator translator)
    {
        translator.Context.ReplacesTenantFilter = true;
        if (!translator.Context.Storage.IsTenanted || call.Method.Name == nameof(LinqExtensions.AnyTenant)) return SqlText.True;
        if (call.Arguments[1] is not SlotExpression tenants) throw Unsupported.Method(call.Method);
        var parameter = Parameters.Node(new ConvertingBinder(tenants.Index, NpgsqlDbType.Array | NpgsqlDbType.Text, v => v));
        return new SqlSequence(new SqlText("d.tenant_id = ANY("), parameter, new SqlText(")"));
    }
}
