namespace JasperFx.Events.Aggregation;

/// <summary>Names an aggregate of an assembly that has a natural key.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public class NaturalKeyAggregateAttribute(Type aggregateType) : Attribute
{
    public Type AggregateType { get; } = aggregateType;
}
