namespace JasperFx;

/// <summary>Marks the member that is the document's id.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class IdentityAttribute : Attribute;
