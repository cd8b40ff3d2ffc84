using System.Linq.Expressions;
using Marten.Engine.Linq.Shapes;

namespace Marten.Engine.Linq.Compiled;

/// <summary>One value that a compiled query needs: a parameter of the query, or what else its expression names.</summary>
internal sealed class CompiledSlot
{
    private readonly object? _constant;
    private readonly Func<object, object?>? _read;

    private CompiledSlot(Type type, object? constant, Func<object, object?>? read, bool isParameter)
    {
        Type = type;
        _constant = constant;
        _read = read;
        IsParameter = isParameter;
    }

    internal Type Type { get; }

    /// <summary>Whether the value comes from the query object.</summary>
    internal bool IsParameter { get; }

    internal object? Read(object query) => _read is null ? _constant : _read(query);

    internal static CompiledSlot For(Expression captured, Expression standIn)
    {
        if (captured is ConstantExpression constant) return new CompiledSlot(captured.Type, constant.Value, null, false);
        var query = Expression.Parameter(typeof(object), "query");
        var finder = new StandInFinder(standIn, Expression.Convert(query, standIn.Type));
        var body = finder.Visit(captured)!;
        if (!finder.Found) return new CompiledSlot(captured.Type, null, _ => CapturedValue.Of(captured), false);
        return new CompiledSlot(captured.Type, null, Expression.Lambda<Func<object, object?>>(Expression.Convert(body, typeof(object)), query).Compile(), true);
    }

    private sealed class StandInFinder(Expression standIn, Expression query) : ExpressionVisitor
    {
        internal bool Found { get; private set; }

        public override Expression? Visit(Expression? node)
        {
            if (node != standIn) return base.Visit(node);
            Found = true;
            return query;
        }
    }
}
