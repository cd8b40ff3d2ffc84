using System.Linq.Expressions;

namespace Marten.Linq.Includes;

/// <summary>Tells by what the documents of an Include into a dictionary are found. They are kept under what they are found by.</summary>
public interface IMartenQueryableIncludeBuilder<T, TKey, TInclude> where TKey : notnull where TInclude : notnull
{
    /// <summary>By their id.</summary>
    IMartenQueryable<T> On(Expression<Func<T, object>> idSource);

    IMartenQueryable<T> On(Expression<Func<T, object>> idSource, Expression<Func<TInclude, bool>> filter);

    /// <summary>By any member of the dictionary's key type.</summary>
    IMartenQueryable<T> On(Expression<Func<T, TKey?>> idSource, Expression<Func<TInclude, TKey?>> idMapping);

    IMartenQueryable<T> On(
        Expression<Func<T, TKey?>> idSource, Expression<Func<TInclude, TKey?>> idMapping, Expression<Func<TInclude, bool>> filter);

    IMartenQueryable<T> On<TId>(Expression<Func<T, TId?>> idSource, Expression<Func<TInclude, TId?>> idMapping);

    IMartenQueryable<T> On<TId>(
        Expression<Func<T, TId?>> idSource, Expression<Func<TInclude, TId?>> idMapping, Expression<Func<TInclude, bool>> filter);
}
