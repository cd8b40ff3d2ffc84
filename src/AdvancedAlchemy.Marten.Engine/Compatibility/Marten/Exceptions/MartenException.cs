namespace Marten.Exceptions;

/// <summary>The base of the exceptions that the engine raises on its own account.</summary>
public class MartenException : Exception
{
    public MartenException()
    {
    }

    public MartenException(string message)
        : base(message)
    {
    }

    public MartenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
