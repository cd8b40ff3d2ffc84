using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Tags.IsSupersetOf(...)</c> and <c>x.Tags.IsSubsetOf(...)</c></summary>
internal sealed class CollectionSets : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(LinqExtensions.IsSupersetOf), nameof(LinqExtensions.IsSubsetOf)];

    internal override bool Matches(MethodInfo method) => true;

    internal override SqlPart? Predicate(MethodCallExpression call, Translator translator)
    {
        var (own, others) = call.Object is { } set ? (set, call.Arguments[0]) : (call.Arguments[0], call.Arguments[1]);
        if (Translator.Strip(others) is not SlotExpression slot) throw Unsupported.Method(call.Method);
        if (translator.Context.IsNull(slot)) throw new ArgumentNullException(slot.ToString(), $"{call.Method.Name} needs values");
        var collection = translator.Value(own);
        if (collection.Json is null) throw Unsupported.Method(call.Method);
        var serializer = translator.Context.Mapping.StoreOptions.Serializer();
        var values = Parameters.Node(new ConvertingBinder(slot.Index, NpgsqlDbType.Jsonb, v => serializer.ToJson(v)));
        return new SqlSequence(JsonValues.Array(collection), new SqlText(call.Method.Name == nameof(LinqExtensions.IsSupersetOf) ? " @> " : " <@ "), values);
    }
}
