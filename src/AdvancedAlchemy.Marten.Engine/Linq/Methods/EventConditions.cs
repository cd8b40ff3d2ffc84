using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Events.Querying;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Events.Archiving;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>e.MaybeArchived()</c>, which replaces the filter on archived events, and <c>e.EventTypesAre(...)</c>.</summary>
internal sealed class EventConditions : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(ArchivedEventExtensions.MaybeArchived), nameof(Marten.Events.LinqExtensions.EventTypesAre)];

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(ArchivedEventExtensions) || method.DeclaringType == typeof(Marten.Events.LinqExtensions);

    internal override SqlPart Predicate(MethodCallExpression call, Translator translator)
    {
        if (translator.Context.Storage is not EventTable table || Translator.Strip(call.Arguments[0]) is not ParameterExpression) throw Unsupported.Method(call.Method);
        if (call.Method.Name == nameof(ArchivedEventExtensions.MaybeArchived))
        {
            translator.Context.ReplacesDeletedFilter = true;
            return SqlText.True;
        }

        if (call.Arguments[1] is not SlotExpression types) throw Unsupported.Method(call.Method);
        var names = table.Events.Graph.Types;
        var parameter = Parameters.Node(new ConvertingBinder(
            types.Index, NpgsqlDbType.Array | NpgsqlDbType.Text, v => ((Type[])v).SelectMany(names.NamesOf).Distinct().ToArray()));
        return new SqlSequence(new SqlText("d.type = ANY("), parameter, new SqlText(")"));
    }
}
