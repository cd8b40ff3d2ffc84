namespace Marten.Exceptions;

/// <summary>An id of another type than the document's was given.</summary>
public class DocumentIdTypeMismatchException : MartenException
{
    public DocumentIdTypeMismatchException(string message) : base(message)
    {
    }

    public DocumentIdTypeMismatchException(Type documentType, Type idType)
        : base($"Invalid id of type {idType.FullName} for document type {documentType.FullName}")
    {
    }
}
