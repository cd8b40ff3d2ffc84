namespace JasperFx.Events.Aggregation;

/// <summary>Marks a handler whose events set the natural key.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
public class NaturalKeySourceAttribute : Attribute;
