namespace Orders.Domain;

/// <summary>The order is not in a state in which this can happen.</summary>
public sealed class OrderRefusedException(string message) : Exception(message);
