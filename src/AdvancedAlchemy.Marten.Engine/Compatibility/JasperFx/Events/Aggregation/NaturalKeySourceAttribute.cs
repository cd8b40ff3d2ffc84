namespace JasperFx.Events.Aggregation;

/// <summary>Marks a handler whose events set the natural key.</summary>
/// <remarks>
/// What the handler makes the key has to come from the event alone: to find the key out it is run on a state that has nothing yet, and not on that of the
/// stream. A key that is computed from what the state had before would be recorded wrongly.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor)]
public class NaturalKeySourceAttribute : Attribute;
