namespace JasperFx.Events;

/// <summary>An event that archives its stream, where an aggregation of the stream handles it.</summary>
/// <param name="Reason">Why, for people.</param>
public record class Archived(string Reason);
