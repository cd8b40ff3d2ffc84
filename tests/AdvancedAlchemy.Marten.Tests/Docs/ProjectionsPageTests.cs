using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Projections;
using JasperFx.Events.Projections;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Docs;

public class ProjectionsPageTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private DocumentStore Parcels([System.Runtime.CompilerServices.CallerMemberName] string name = "") => Store(
        o =>
        {
            #region register
            o.Projections.Add<ParcelProjection>(ProjectionLifecycle.Inline);
            o.Events.MetadataConfig.UserNameEnabled = true;
            #endregion
        },
        name: name);

    [Fact]
    public async Task Stamps_come_from_the_events()
    {
        var store = Parcels();
        var clock = Clock;
        #region stamps
        await using var session = store.LightweightSession();
        session.LastModifiedBy = "ada";
        var sent = clock.GetUtcNow();
        var id = session.Events.StartStream<Parcel>(new ParcelSent("Charles Babbage", "charles-babbage")).Id;
        await session.SaveChangesAsync();

        clock.Advance(TimeSpan.FromHours(1));
        session.LastModifiedBy = "bob";
        session.Events.Append(id, new ParcelMoved("London"));
        await session.SaveChangesAsync();

        var parcel = (await session.LoadAsync<Parcel>(id))!;
        (parcel.CreatedAt, parcel.CreatedBy).ShouldBe((sent, "ada"));
        (parcel.UpdatedAt, parcel.UpdatedBy).ShouldBe((sent.AddHours(1), "bob"));
        parcel.Version.ShouldBe(2);                            // the stream's
        #endregion
    }

    [Fact]
    public async Task Slugs_come_from_the_events_too()
    {
        var store = Parcels();
        #region slug
        await using var session = store.LightweightSession();
        var slug = await session.GetAvailableSlugAsync<Parcel>("Charles Babbage");
        session.Events.StartStream<Parcel>(new ParcelSent("Charles Babbage", slug));
        await session.SaveChangesAsync();
        var parcel = await session.FindBySlugAsync<Parcel>("charles-babbage");
        #endregion
        parcel.ShouldNotBeNull();
    }
}
