using Marten.Engine.Linq;

namespace Marten.Linq.CreatedAt;

/// <summary>Conditions on when a document was written first; its type has to have the column mt_created_at.</summary>
public static class CreatedAtExtensions
{
    public static bool CreatedSince(this object doc, DateTimeOffset time) => throw InQueriesOnly.Of(doc, time);

    public static bool CreatedBefore(this object doc, DateTimeOffset time) => throw InQueriesOnly.Of(doc, time);
}
