using System.Linq.Expressions;

namespace Marten.Engine.Linq;

/// <summary>Puts queries together; running them is the engine's.</summary>
internal sealed class MartenQueryProvider(QueryEngine engine, QuerySession session) : IQueryProvider
{
    internal QueryEngine Engine => engine;

    internal QuerySession Session => session;

    public IQueryable<TElement> CreateQuery<TElement>(Expression expression) => new MartenQueryable<TElement>(this, expression);

    public IQueryable CreateQuery(Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var element = expression.Type.GetInterfaces().Append(expression.Type)
            .First(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQueryable<>)).GetGenericArguments()[0];
        return (IQueryable)Activator.CreateInstance(
            typeof(MartenQueryable<>).MakeGenericType(element), System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic, null, [this, expression], null)!;
    }

    public object Execute(Expression expression) => throw Unsupported.Synchronous();

    public TResult Execute<TResult>(Expression expression) => throw Unsupported.Synchronous();
}
