using JasperFx.Events;
using Marten.Events.Aggregation;

namespace AdvancedAlchemy.Marten.Tests.Projections;

public sealed record ParcelSent(string To, string Slug);

public sealed record ParcelMoved(string Place);

public sealed record ParcelTagged(long Tag);

public sealed record ParcelLost;

#region parcel
public partial class Parcel : UuidAuditDocument, ISlugged, IUserAudited
{
    public string To { get; set; } = "";

    public string Place { get; set; } = "";

    public List<long> TagIds { get; set; } = [];

    string ISlugged.SlugSource => To;
}

public partial class ParcelProjection : SingleStreamProjection<Parcel, Guid>
{
    public static Parcel Create(ParcelSent sent) => new() { To = sent.To, Slug = sent.Slug };

    public void Apply(ParcelMoved moved, Parcel parcel) => parcel.Place = moved.Place;

    public void Apply(ParcelTagged tagged, Parcel parcel) => parcel.TagIds.Add(tagged.Tag);

    public bool ShouldDelete(ParcelLost lost) => true;

    public override Parcel ApplyMetadata(Parcel snapshot, IEvent lastEvent) => snapshot.StampFrom(lastEvent);
}
#endregion
