namespace Marten.Engine.Linq.Execution;

/// <summary>A captured value that decided what the SQL looks like: a plan holds only for queries that captured an equal one.</summary>
internal readonly record struct SlotGuard(int Slot, object? Value);
