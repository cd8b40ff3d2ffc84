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

    /// <summary>Drops every table, sequence and function of the store.</summary>
    Task CompletelyRemoveAllAsync(CancellationToken ct = default);
}
