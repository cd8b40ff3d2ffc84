namespace Benchmarks.Quick;

/// <summary>What one operation costs: microseconds and bytes allocated.</summary>
public readonly record struct Cost(double Micros, double Bytes);
