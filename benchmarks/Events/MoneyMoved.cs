namespace Benchmarks.Events;

/// <summary>A deposit, or with a negative amount a withdrawal.</summary>
public sealed record MoneyMoved(decimal Amount, string Reason);
