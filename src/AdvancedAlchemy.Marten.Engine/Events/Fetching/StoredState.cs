using JasperFx.Events;

namespace Marten.Engine.Events.Fetching;

/// <summary>What is stored of a stream at one moment.</summary>
/// <param name="Version">0 if there is no such stream.</param>
/// <param name="Document">Its document; null if there is none.</param>
/// <param name="Newer">The events that the document is not made of.</param>
/// <param name="Stream">Its name, where it was looked up; null where it was not, or was not found.</param>
internal readonly record struct StoredState<T>(long Version, T? Document, List<IEvent> Newer, object? Stream = null);
