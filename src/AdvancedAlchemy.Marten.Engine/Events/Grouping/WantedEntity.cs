using JasperFx.Events;

namespace Marten.Engine.Events.Grouping;

/// <summary>A document that is looked up for an event of a slice.</summary>
/// <param name="Event">Null where it is for the slice as a whole.</param>
/// <param name="Id">The other document's id.</param>
internal readonly record struct WantedEntity<TDoc, TId>(EventSlice<TDoc, TId> Slice, IEvent? Event, object Id);
