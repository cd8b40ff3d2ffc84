namespace Marten.Exceptions;

/// <summary>A type cannot be stored as a document the way it is declared or configured.</summary>
public class InvalidDocumentException(string message) : MartenException(message);
