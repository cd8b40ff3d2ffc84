using System.Linq.Expressions;
using Marten.Linq.Includes;

namespace Marten.Linq;

/// <summary>A query over documents.</summary>
public interface IMartenQueryable<T> : IQueryable<T>
{
    /// <summary>A condition on members that only a subclass has. It does not ask of which class a document is.</summary>
    IMartenQueryable<T> WhereSub<TSub>(Expression<Func<TSub, bool>> predicate);

    /// <summary>Brings related documents along; <c>On</c> says by what they are found.</summary>
    IMartenQueryableIncludeBuilder<T, TInclude> Include<TInclude>(Action<TInclude> callback) where TInclude : notnull;

    IMartenQueryableIncludeBuilder<T, TInclude> Include<TInclude>(IList<TInclude> list) where TInclude : notnull;

    IMartenQueryableIncludeBuilder<T, TKey, TInclude> Include<TKey, TInclude>(IDictionary<TKey, TInclude> dictionary)
        where TInclude : notnull where TKey : notnull;

    IMartenQueryableIncludeBuilder<T, TKey, TInclude> Include<TKey, TInclude>(IDictionary<TKey, IList<TInclude>> dictionary)
        where TInclude : notnull where TKey : notnull;

    IMartenQueryableIncludeBuilder<T, TKey, TInclude> Include<TKey, TInclude>(IDictionary<TKey, List<TInclude>> dictionary)
        where TInclude : notnull where TKey : notnull;

    /// <summary>Brings related documents along, in the same round trip.</summary>
    /// <param name="idSource">The id, or the collection of ids, that a document refers by.</param>
    /// <param name="callback">Called with each related document, once.</param>
    IMartenQueryable<T> Include<TInclude>(Expression<Func<T, object>> idSource, Action<TInclude> callback) where TInclude : notnull;

    /// <param name="idSource">The id, or the collection of ids, that a document refers by.</param>
    /// <param name="callback">Called with each related document, once.</param>
    /// <param name="filter">Which of the related documents are wanted.</param>
    IMartenQueryable<T> Include<TInclude>(
        Expression<Func<T, object>> idSource, Action<TInclude> callback, Expression<Func<TInclude, bool>> filter) where TInclude : notnull;

    IMartenQueryable<T> Include<TInclude>(Expression<Func<T, object>> idSource, IList<TInclude> list) where TInclude : notnull;

    IMartenQueryable<T> Include<TInclude>(
        Expression<Func<T, object>> idSource, IList<TInclude> list, Expression<Func<TInclude, bool>> filter) where TInclude : notnull;

    IMartenQueryable<T> Include<TInclude, TKey>(Expression<Func<T, object>> idSource, IDictionary<TKey, TInclude> dictionary)
        where TInclude : notnull where TKey : notnull;

    IMartenQueryable<T> Include<TInclude, TKey>(
        Expression<Func<T, object>> idSource, IDictionary<TKey, TInclude> dictionary, Expression<Func<TInclude, bool>> filter)
        where TInclude : notnull where TKey : notnull;
}
