using JasperFx.Events;
using Marten.Events.Aggregation;

namespace AdvancedAlchemy.Marten.Tests.Projections.Bases;

public class ShipmentProjection<T, TId> : SingleStreamProjection<T, TId> where T : class, IShipment, new() where TId : notnull
{
    public override T? Evolve(T? snapshot, TId id, IEvent e)
    {
        switch (e.Data)
        {
            case ParcelSent sent: return snapshot ?? new T { To = sent.To, Slug = sent.Slug };
            case ParcelMoved moved when snapshot is not null: snapshot.Place = moved.Place; break;
            case ParcelTagged tagged: snapshot?.TagIds.Add(tagged.Tag); break;
            case ParcelLost: return null;
        }

        return snapshot;
    }

    public override T ApplyMetadata(T snapshot, IEvent lastEvent) => snapshot.StampFrom(lastEvent);
}
