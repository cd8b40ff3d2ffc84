namespace JasperFx.Events.Aggregation;

/// <summary>Marks the member of an aggregate by whose value its stream can be found besides by its id.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class NaturalKeyAttribute : Attribute;
