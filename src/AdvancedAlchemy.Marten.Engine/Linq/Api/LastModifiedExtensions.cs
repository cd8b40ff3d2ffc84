using Marten.Engine.Linq;

namespace Marten.Linq.LastModified;

/// <summary>Conditions on when a document was written last.</summary>
public static class LastModifiedExtensions
{
    public static bool ModifiedSince(this object doc, DateTimeOffset time) => throw InQueriesOnly.Of(doc, time);

    public static bool ModifiedBefore(this object doc, DateTimeOffset time) => throw InQueriesOnly.Of(doc, time);
}
