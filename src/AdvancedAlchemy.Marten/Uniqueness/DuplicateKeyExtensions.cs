using System.Reflection;
using JasperFx;
using Marten;
using Marten.Schema;
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

        var index = (store.Options.FindOrResolveDocumentType(failure.DocumentType) as DocumentMapping)?.Indexes.FirstOrDefault(i => i.Name == server.ConstraintName);
        var members = index is null ? [] : MembersOf(failure.DocumentType, (DocumentMapping)store.Options.FindOrResolveDocumentType(failure.DocumentType), index.Columns ?? []);
        return new DuplicateKeyException(failure, server, members, ValueIn(server.Detail));
    }

    private static List<string> MembersOf(Type type, DocumentMapping mapping, string[] columns)
    {
        List<string> members = [];
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.GetIndexParameters().Length > 0 || !property.CanWrite) continue;
            var locator = new ComputedIndex(mapping, [property]).Columns![0];
            if (columns.Any(c => c == locator || c.Contains(locator, StringComparison.Ordinal))) members.Add(property.Name);
        }

        return members;
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
