namespace JasperFx.Events;

/// <summary>A stream cannot begin without events.</summary>
public class EmptyEventStreamException : Exception
{
    public static readonly string MessageTemplate = "A new event stream ('{0}') cannot be started without any events";

    public EmptyEventStreamException(Guid id) : this(id.ToString())
    {
    }

    public EmptyEventStreamException(string key) : base(MessageTemplate.Replace("{0}", key, StringComparison.Ordinal))
    {
    }
}
