namespace Benchmarks.Events;

/// <summary>The first event of an account.</summary>
public sealed record AccountOpened(string Owner);
