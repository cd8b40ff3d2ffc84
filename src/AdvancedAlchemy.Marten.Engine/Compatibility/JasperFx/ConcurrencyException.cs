namespace JasperFx;

/// <summary>A document was changed by somebody else since it was read.</summary>
public class ConcurrencyException : Exception
{
    public ConcurrencyException(Type docType, object id) : this(ToMessage(docType, id), docType, id)
    {
    }

    public ConcurrencyException(string message, Type? docType, object id) : base(message)
    {
        DocType = docType?.FullName ?? "";
        Id = id;
    }

    public ConcurrencyException(string message) : base(message)
    {
    }

    public ConcurrencyException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public string DocType { get; set; } = "";

    public object Id { get; set; } = null!;

    public static string ToMessage(Type docType, object id) => $"Optimistic concurrency check failed for {docType.Name} #{id}";
}
