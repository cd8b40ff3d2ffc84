namespace Marten.Schema;

/// <summary>Base of the attributes that also mark a type as a document.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class MartenDocumentAttribute : MartenAttribute;
