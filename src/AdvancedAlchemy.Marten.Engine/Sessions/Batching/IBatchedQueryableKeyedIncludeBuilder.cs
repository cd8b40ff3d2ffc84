using System.Linq.Expressions;

namespace Marten.Services.BatchQuerying;

/// <summary>Tells by what the documents of an Include into a dictionary are found. They are kept under what they are found by.</summary>
public interface IBatchedQueryableIncludeBuilder<T, TKey, TInclude> where TKey : notnull where TInclude : notnull
{
    /// <summary>By their id.</summary>
    IBatchedQueryable<T> On(Expression<Func<T, object>> idSource);

    IBatchedQueryable<T> On(Expression<Func<T, object>> idSource, Expression<Func<TInclude, bool>> filter);

    /// <summary>By any member of the dictionary's key type.</summary>
    IBatchedQueryable<T> On(Expression<Func<T, TKey?>> idSource, Expression<Func<TInclude, TKey?>> idMapping);

    IBatchedQueryable<T> On(
        Expression<Func<T, TKey?>> idSource, Expression<Func<TInclude, TKey?>> idMapping, Expression<Func<TInclude, bool>> filter);

    IBatchedQueryable<T> On<TId>(Expression<Func<T, TId?>> idSource, Expression<Func<TInclude, TId?>> idMapping);

    IBatchedQueryable<T> On<TId>(
        Expression<Func<T, TId?>> idSource, Expression<Func<TInclude, TId?>> idMapping, Expression<Func<TInclude, bool>> filter);
}
