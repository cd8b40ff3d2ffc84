namespace Marten.Exceptions;

/// <summary>What a stream in its state does not allow.</summary>
public class InvalidStreamOperationException(string message) : MartenException(message);
