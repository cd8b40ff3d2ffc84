namespace Marten.Exceptions;

/// <summary>A document to be updated is not stored.</summary>
public class NonExistentDocumentException(Type docType, object id)
    : MartenException($"Nonexistent document {docType.Name}: {id}")
{
    public Type DocType { get; } = docType;

    public object Id { get; } = id;
}
