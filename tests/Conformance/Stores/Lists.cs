using System.Linq.Expressions;

namespace AdvancedAlchemy.Marten.Conformance.Stores;

/// <summary>Members of a document type that is only known when running, as a caller would write them.</summary>
public static class Lists
{
    /// <summary><c>paper => paper.TopicIds</c>, for the configuration.</summary>
    public static Expression<Func<T, object?>> Member<T>(string name)
    {
        var document = Expression.Parameter(typeof(T), "paper");
        return Expression.Lambda<Func<T, object?>>(Expression.Property(document, typeof(T).GetProperty(name)!), document);
    }

    /// <summary><c>paper => paper.TopicIds</c>, for queries.</summary>
    public static Expression<Func<T, IEnumerable<TId>>> Ids<T, TId>(string name)
    {
        var document = Expression.Parameter(typeof(T), "paper");
        return Expression.Lambda<Func<T, IEnumerable<TId>>>(Expression.Property(document, typeof(T).GetProperty(name)!), document);
    }
}
