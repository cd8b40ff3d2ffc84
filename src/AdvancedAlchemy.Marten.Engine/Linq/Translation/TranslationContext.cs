using System.Linq.Expressions;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Tables;
using Marten.Schema;

namespace Marten.Engine.Linq.Translation;

/// <summary>What all parts of one translation share.</summary>
internal sealed class TranslationContext
{
    private readonly object?[] _values;
    private readonly Dictionary<ParameterExpression, RowScope> _scopes = [];
    private readonly List<SlotGuard> _guards;
    private readonly HashSet<QueriedTable> _touched;
    private int _aliases;

    internal TranslationContext(QueriedTable storage, object?[] values) : this(storage, values, [], [])
    {
    }

    private TranslationContext(QueriedTable storage, object?[] values, List<SlotGuard> guards, HashSet<QueriedTable> touched)
    {
        Storage = storage;
        _values = values;
        _guards = guards;
        _touched = touched;
        Document = new DocumentScope(this, storage);
    }

    internal QueriedTable Storage { get; }

    internal DocumentMapping Mapping => Storage.Mapping;

    internal DocumentScope Document { get; }

    internal IReadOnlyList<SlotGuard> Guards => _guards;

    /// <summary>The other types whose tables the statement reads.</summary>
    internal IReadOnlyCollection<QueriedTable> Touched => _touched;

    /// <summary>Whether a condition says itself which deleted documents it wants.</summary>
    internal bool ReplacesDeletedFilter { get; set; }

    /// <summary>Whether a condition says itself which tenants it wants.</summary>
    internal bool ReplacesTenantFilter { get; set; }

    /// <summary>The context of a select of its own, over documents of another type, inside of the same statement.</summary>
    internal TranslationContext Of(QueriedTable storage)
    {
        _touched.Add(storage);
        return new TranslationContext(storage, _values, _guards, _touched);
    }

    internal void Enter(ParameterExpression parameter, RowScope scope) => _scopes[parameter] = scope;

    internal RowScope? FindScope(ParameterExpression parameter) => _scopes.GetValueOrDefault(parameter);

    internal string NextAlias() => $"e{++_aliases}";

    /// <summary>Whether the captured value is null; that belongs to the shape, so a plan may rely on it.</summary>
    internal bool IsNull(SlotExpression slot) => _values[slot.Index] is null;

    /// <summary>A captured value that must not decide how the SQL looks.</summary>
    internal object? Peek(SlotExpression slot) => _values[slot.Index];

    /// <summary>A captured value that decides how the SQL looks. The plan is only used again for an equal one.</summary>
    internal object? Literal(Expression expression)
    {
        if (expression is not SlotExpression slot) throw Unsupported.Expression(expression);
        var value = _values[slot.Index];
        _guards.Add(new SlotGuard(slot.Index, value));
        return value;
    }
}
