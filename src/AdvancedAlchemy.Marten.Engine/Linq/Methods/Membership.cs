using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>captured.Contains(x.Member)</c>, however it is bound, and <c>x.Member.IsOneOf(...)</c>, <c>x.Member.In(...)</c>.</summary>
internal sealed class Membership : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(Enumerable.Contains), nameof(LinqExtensions.IsOneOf), nameof(LinqExtensions.In)];

    internal override bool Matches(MethodInfo method) => method.Name != nameof(Enumerable.Contains)
        ? method.DeclaringType == typeof(LinqExtensions)
        : method.DeclaringType != typeof(string);

    internal override SqlPart? Predicate(MethodCallExpression call, Translator translator)
    {
        var (list, item) = call.Method.Name == nameof(Enumerable.Contains) ? Collections.ContainsOperands(call) : (call.Arguments[1], call.Arguments[0]);
        if (Translator.Strip(list) is not SlotExpression slot) return null;
        if (call.Arguments.Count + (call.Object is null ? 0 : 1) > 2 && !(call.Arguments[^1] is SlotExpression comparer && translator.Context.IsNull(comparer)))
        {
            throw Unsupported.Part($"{call.Method.Name} with a comparer");
        }

        if (translator.Context.IsNull(slot)) throw new ArgumentNullException(slot.ToString(), $"{call.Method.Name} needs a list to look in");
        var value = translator.Comparable(item);
        var any = new SqlSequence(value.Node, new SqlText(" = ANY("), translator.Parameters.Array(slot, value), new SqlText(")"));
        return value.PlainType.IsEnum ? SqlCompound.And(any, new SqlNullCheck(value.NullTest, false)) : any;
    }
}
