using Marten.Engine.Linq.Execution;

namespace Marten.Engine.Linq.Compiled;

/// <summary>A compiled query's plan for one kind of session, one kind of result, and values that decide what the SQL looks like.</summary>
/// <param name="Selector">How the session reads documents.</param>
/// <param name="Kind">What is asked of the rows.</param>
/// <param name="AmbientNulls">Which of the values that are no parameters are null.</param>
/// <param name="Plan">What came of it.</param>
internal sealed record CompiledVariant(object Selector, ResultKind Kind, bool[] AmbientNulls, QueryPlan Plan)
{
    internal bool Fits(object selector, ResultKind kind, CompiledSlot[] slots, object?[] values)
    {
        if (!ReferenceEquals(selector, Selector) || kind != Kind) return false;
        foreach (var guard in Plan.Guards)
        {
            if (!Equals(values[guard.Slot], guard.Value)) return false;
        }

        for (var i = 0; i < AmbientNulls.Length; i++)
        {
            if (!slots[i].IsParameter && values[i] is null != AmbientNulls[i]) return false;
        }

        return true;
    }
}
