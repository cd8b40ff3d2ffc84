namespace Marten.Schema;

/// <summary>Deletes documents and the tables they are in.</summary>
public interface IDocumentCleaner
{
    Task DeleteAllDocumentsAsync(CancellationToken ct = default);

    Task DeleteDocumentsByTypeAsync(Type documentType, CancellationToken ct = default);

    Task DeleteDocumentsExceptAsync(CancellationToken ct, params Type[] documentTypes);

    Task DeleteDocumentsExceptAsync(params Type[] documentTypes) => DeleteDocumentsExceptAsync(CancellationToken.None, documentTypes);

    /// <summary>Drops a type's table.</summary>
    Task CompletelyRemoveAsync(Type documentType, CancellationToken ct = default);

    /// <summary>Deletes all events, and has them begin at 1 again.</summary>
    Task DeleteAllEventDataAsync(CancellationToken ct = default);

    /// <summary>Deletes a stream with its events.</summary>
    Task DeleteSingleEventStreamAsync(Guid streamId, string? tenantId = null, CancellationToken ct = default);

    Task DeleteSingleEventStreamAsync(string streamId, string? tenantId = null, CancellationToken ct = default);

    /// <summary>Drops every table, sequence and function of the store.</summary>
    Task CompletelyRemoveAllAsync(CancellationToken ct = default);
}
