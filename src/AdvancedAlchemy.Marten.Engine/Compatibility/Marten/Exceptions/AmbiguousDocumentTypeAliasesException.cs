namespace Marten.Exceptions;

/// <summary>Two document types share one alias, and so one table.</summary>
public class AmbiguousDocumentTypeAliasesException(string message) : MartenException(message);
