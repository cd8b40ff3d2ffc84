using System.Linq.Expressions;
using System.Reflection;
using JasperFx.Events;
using Marten;
using Marten.Patching;

namespace AdvancedAlchemy.Marten;

/// <summary>Patches with stamps.</summary>
/// <remarks>
/// Marten's <c>Patch</c> changes the stored JSON without reading it, so no listener sees the document. These set the time of the
/// change, and the user of <see cref="IUserAudited"/> documents, along with what you patch. The revision goes up by itself.
/// </remarks>
public static class AuditedPatchExtensions
{
    /// <summary>Marten's <c>Patch</c> of the document with the id, stamped.</summary>
    /// <typeparam name="T">The document's type.</typeparam>
    /// <param name="session">The unit of work.</param>
    /// <param name="id">The id; nothing happens when no document has it.</param>
    /// <returns>The patch, to add changes to.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The store is not set up with <c>UseAdvancedAlchemy()</c>.</exception>
    public static IPatchExpression<T> PatchAudited<T>(this IDocumentSession session, Guid id) where T : IAudited => Stamped(session, session.Patch<T>(id));

    /// <inheritdoc cref="PatchAudited{T}(IDocumentSession, Guid)"/>
    public static IPatchExpression<T> PatchAudited<T>(this IDocumentSession session, long id) where T : IAudited => Stamped(session, session.Patch<T>(id));

    /// <inheritdoc cref="PatchAudited{T}(IDocumentSession, Guid)"/>
    public static IPatchExpression<T> PatchAudited<T>(this IDocumentSession session, int id) where T : IAudited => Stamped(session, session.Patch<T>(id));

    /// <inheritdoc cref="PatchAudited{T}(IDocumentSession, Guid)"/>
    public static IPatchExpression<T> PatchAudited<T>(this IDocumentSession session, string id) where T : IAudited => Stamped(session, session.Patch<T>(id));

    /// <summary>Marten's <c>Patch</c> of the document with a strong-typed id, stamped.</summary>
    /// <typeparam name="T">The document's type.</typeparam>
    /// <param name="session">The unit of work.</param>
    /// <param name="id">The id; nothing happens when no document has it.</param>
    /// <returns>The patch, to add changes to.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> or <paramref name="id"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is of a type that no document can have.</exception>
    /// <exception cref="InvalidOperationException">The store is not set up with <c>UseAdvancedAlchemy()</c>.</exception>
    public static IPatchExpression<T> PatchAudited<T>(this IDocumentSession session, object id) where T : IAudited
    {
        ArgumentNullException.ThrowIfNull(id);
        return LinkIds.Stored(id) switch
        {
            Guid stored => session.PatchAudited<T>(stored),
            long stored => session.PatchAudited<T>(stored),
            int stored => session.PatchAudited<T>(stored),
            string stored => session.PatchAudited<T>(stored),
            _ => throw new ArgumentException($"{id.GetType().Name} cannot be the id of a document: it has to be a Guid, long, int or string, or to have one property of such a type.", nameof(id)),
        };
    }

    /// <summary>Marten's <c>Patch</c> of all documents that the filter finds when the session is saved, stamped.</summary>
    /// <typeparam name="T">The documents' type.</typeparam>
    /// <param name="session">The unit of work.</param>
    /// <param name="filter">Which documents.</param>
    /// <returns>The patch, to add changes to.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> or <paramref name="filter"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The store is not set up with <c>UseAdvancedAlchemy()</c>.</exception>
    public static IPatchExpression<T> PatchAudited<T>(this IDocumentSession session, Expression<Func<T, bool>> filter) where T : IAudited =>
        Stamped(session, session.Patch(filter));

    private static IPatchExpression<T> Stamped<T>(IDocumentSession session, IPatchExpression<T> patch) where T : IAudited
    {
        var (now, user) = Stamper.For(LayerOf.Session(session).Options, session.LastModifiedBy).Values;
        patch.Set(Member<T, DateTimeOffset>(nameof(IAudited.UpdatedAt)), now);
        if (user is not null && typeof(IUserAudited).IsAssignableFrom(typeof(T))) patch.Set(Member<T, string?>(nameof(IUserAudited.UpdatedBy)), user);
        return patch;
    }

    // The property of the type itself: its key in the JSON is what its serializer says.
    private static Expression<Func<T, TValue>> Member<T, TValue>(string name)
    {
        var document = Expression.Parameter(typeof(T), "x");
        var member = typeof(T).GetProperty(name, BindingFlags.Instance | BindingFlags.Public)
            ?? throw new InvalidOperationException($"{typeof(T).Name}.{name} is not a public property, so it is not stored and cannot be patched.");
        return Expression.Lambda<Func<T, TValue>>(Expression.Property(document, member), document);
    }
}
