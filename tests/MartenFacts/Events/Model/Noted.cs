namespace MartenFacts.Events.Model;

/// <summary>An event that nothing is made of.</summary>
public sealed record Noted;
