namespace JasperFx;

/// <summary>A document with the same id, or with the same value in a unique index, is already stored.</summary>
public class DocumentAlreadyExistsException : Exception
{
    public DocumentAlreadyExistsException(Exception? inner, Type documentType, object id) : base(ToMessage(documentType, id), inner)
    {
        DocumentType = documentType;
        Id = id;
    }

    public DocumentAlreadyExistsException(Type documentType, object id) : this(null, documentType, id)
    {
    }

    public Type DocType => DocumentType;

    public Type DocumentType { get; }

    public object Id { get; }

    public static string ToMessage(Type documentType, object id) => $"Document already exists {documentType.Name}: {id}";
}
