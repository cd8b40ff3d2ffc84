namespace Marten.Exceptions;

/// <summary>A stream that is to go on does not exist.</summary>
public class NonExistentStreamException(object id) : MartenException($"Attempt to append to a nonexistent event stream '{id}'")
{
    public object Id { get; } = id;
}
