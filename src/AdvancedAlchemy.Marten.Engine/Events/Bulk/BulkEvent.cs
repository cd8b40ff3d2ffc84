using JasperFx.Events;

namespace Marten.Engine.Events;

/// <summary>An event that is imported, with where it is going to be.</summary>
internal readonly record struct BulkEvent(IEvent Event, BulkStream Stream, long Version, long Sequence);
