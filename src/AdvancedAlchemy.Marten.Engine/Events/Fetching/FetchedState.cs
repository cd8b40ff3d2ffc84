namespace Marten.Engine.Events.Fetching;

/// <summary>A stream's version, and its state at that version.</summary>
/// <param name="Version">0 if there is no such stream.</param>
/// <param name="Aggregate">Null if there is none.</param>
internal readonly record struct FetchedState<T>(long Version, T? Aggregate);
