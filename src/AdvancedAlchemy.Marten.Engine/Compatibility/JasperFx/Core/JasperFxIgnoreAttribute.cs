namespace JasperFx.Core;

/// <summary>The member is none of the store's business.</summary>
[AttributeUsage(AttributeTargets.All)]
public class JasperFxIgnoreAttribute : Attribute;
