using System.Linq.Expressions;

namespace Marten.Services.BatchQuerying;

/// <summary>Tells by what the documents of an Include are found.</summary>
public interface IBatchedQueryableIncludeBuilder<T, TInclude> where TInclude : notnull
{
    /// <summary>By their id.</summary>
    /// <param name="idSource">The id, or the collection of ids, that a document refers by.</param>
    IBatchedQueryable<T> On(Expression<Func<T, object>> idSource);

    IBatchedQueryable<T> On(Expression<Func<T, object>> idSource, Expression<Func<TInclude, bool>> filter);

    /// <summary>By any member.</summary>
    /// <param name="idSource">What a document refers by.</param>
    /// <param name="idMapping">What of the included documents it is equal to.</param>
    IBatchedQueryable<T> On<TId>(Expression<Func<T, TId?>> idSource, Expression<Func<TInclude, TId?>> idMapping);

    IBatchedQueryable<T> On<TId>(
        Expression<Func<T, TId?>> idSource, Expression<Func<TInclude, TId?>> idMapping, Expression<Func<TInclude, bool>> filter);
}
