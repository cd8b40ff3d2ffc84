using JasperFx.Events;
using Marten.Events.Aggregation;

namespace AdvancedAlchemy.Marten.Tests.Projections;

#region anew
public partial class ReturningParcelProjection : SingleStreamProjection<Parcel, Guid>
{
    public static Parcel Create(IEvent<ParcelSent> sent) => new Parcel { To = sent.Data.To, Slug = sent.Data.Slug }.StampFrom(sent);

    public void Apply(ParcelMoved moved, Parcel parcel) => parcel.Place = moved.Place;

    public bool ShouldDelete(ParcelLost lost) => true;

    public override Parcel ApplyMetadata(Parcel snapshot, IEvent lastEvent) => snapshot.StampFrom(lastEvent);
}
#endregion
