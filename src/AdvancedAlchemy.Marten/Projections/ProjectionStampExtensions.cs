using JasperFx.Events;

namespace AdvancedAlchemy.Marten;

/// <summary>Stamps of documents that are made of events: the events say when, and who.</summary>
public static class ProjectionStampExtensions
{
    /// <summary>Stamps a projected document with an event: created by its first one, updated by its last.</summary>
    /// <remarks>
    /// Call it in <c>ApplyMetadata</c> of the projection, which Marten calls for every event in order. The layer's own stamps leave
    /// projected documents alone, so what is rebuilt has the stamps that it had. Users are those of the events:
    /// <c>o.Events.MetadataConfig.UserNameEnabled = true</c>.
    /// </remarks>
    /// <typeparam name="T">The document's type; an <see cref="IUserAudited"/> one gets its users too.</typeparam>
    /// <param name="document">The projected document.</param>
    /// <param name="e">The event: its time is cut to whole microseconds, as PostgreSQL keeps it.</param>
    /// <returns>The same document.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="document"/> or <paramref name="e"/> is null.</exception>
    /// <example><code>public override Order ApplyMetadata(Order order, IEvent last) => order.StampFrom(last);</code></example>
    public static T StampFrom<T>(this T document, IEvent e) where T : class, IAudited
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(e);
        var time = Stamp.Normalize(e.Timestamp);
        var isFirst = document.CreatedAt == default;
        if (isFirst) document.CreatedAt = time;
        document.UpdatedAt = time;
        if (document is not IUserAudited users) return document;

        // somebody who is not known is nobody: a later user has not created it
        if (isFirst) users.CreatedBy ??= e.UserName;
        users.UpdatedBy = e.UserName ?? users.UpdatedBy;
        return document;
    }
}
