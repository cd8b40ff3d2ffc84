using Marten.Engine.Linq;

namespace Marten.Linq.SoftDeletes;

/// <summary>Conditions on soft deletion. Any of them replaces the filter that hides deleted documents.</summary>
public static class SoftDeletedExtensions
{
    public static bool IsDeleted(this object doc) => throw InQueriesOnly.Of(doc);

    /// <summary>Deleted or not.</summary>
    public static bool MaybeDeleted(this object doc) => throw InQueriesOnly.Of(doc);

    public static bool DeletedSince(this object doc, DateTimeOffset time) => throw InQueriesOnly.Of(doc, time);

    public static bool DeletedBefore(this object doc, DateTimeOffset time) => throw InQueriesOnly.Of(doc, time);
}
