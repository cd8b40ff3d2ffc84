using JasperFx;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>Tells which unique index a save has violated.</summary>
public static class DuplicateKeyExtensions
{
    /// <summary>What Marten's exception knows of the violated index, in words.</summary>
    /// <param name="failure">What <c>SaveChangesAsync</c> has thrown.</param>
    /// <param name="store">The store.</param>
    /// <returns>The explanation; null when the id itself was there already, which is no matter of an index.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <example>
    /// <code>
    /// catch (DocumentAlreadyExistsException e) when (e.ToDuplicateKey(store) is { } duplicate)
    /// {
    ///     return Conflict(duplicate.Message);
    /// }
    /// </code>
    /// </example>
    public static DuplicateKeyException? ToDuplicateKey(this DocumentAlreadyExistsException failure, IDocumentStore store)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentNullException.ThrowIfNull(store);
        if (failure is DuplicateKeyException known) return known;
        if (failure.InnerException is not PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } server) return null;
        if (server.ConstraintName is null || server.ConstraintName.StartsWith("pkey_", StringComparison.Ordinal)) return null;

        var index = UniqueIndexes.All(DocumentTable.Of(store, failure.DocumentType)).FirstOrDefault(i => i.Name == server.ConstraintName);
        return new DuplicateKeyException(failure, server, index?.Members ?? [], ValueIn(server.Detail));
    }

    // Key ((data ->> 'Email'::text))=(a@b) already exists.
    private static string? ValueIn(string? detail)
    {
        if (detail is null) return null;
        var start = detail.IndexOf(")=(", StringComparison.Ordinal);
        var end = detail.LastIndexOf(')');
        return start < 0 || end < start + 3 ? null : detail[(start + 3)..end];
    }
}
