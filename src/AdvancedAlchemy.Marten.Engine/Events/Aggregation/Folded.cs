namespace Marten.Engine.Events.Aggregation;

/// <summary>What events have made of a state.</summary>
/// <param name="State">The state after them; null if there is none.</param>
/// <param name="IsTouched">Whether anything was done about any of them.</param>
internal readonly record struct Folded<T>(T? State, bool IsTouched);
