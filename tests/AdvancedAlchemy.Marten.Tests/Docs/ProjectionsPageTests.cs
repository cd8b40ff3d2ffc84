using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Projections;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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
    public async Task The_past_is_made_when_it_is_asked_for()
    {
        var store = Parcels();
        await using var session = store.LightweightSession();
        var id = session.Events.StartStream<Parcel>(new ParcelSent("Ada", "ada"), new ParcelMoved("London"), new ParcelMoved("Paris")).Id;
        await session.SaveChangesAsync();
        #region past
        var then = await session.Events.AggregateStreamAsync<Parcel>(id, version: 2);
        #endregion
        (then!.Place, then.Version).ShouldBe(("London", 2));
    }

    [Fact]
    public async Task The_daemon_of_a_host_makes_documents_in_the_background()
    {
        // it drops the schema at the end
        var schema = Store().Options.DatabaseSchemaName;
        var connectionString = ConnectionString;
        ServiceCollection services = new();
        #region background
        services.AddMarten(o =>
        {
            o.Connection(connectionString);
            o.UseAdvancedAlchemy();
            o.Projections.Add<CustomerProjection>(ProjectionLifecycle.Async);
        }).AddAsyncDaemon(DaemonMode.Solo);                     // HotCold where several nodes run
        #endregion
        services.ConfigureMarten(o => o.DatabaseSchemaName = schema);
        await using var provider = services.BuildServiceProvider();
        var hosted = provider.GetServices<IHostedService>().ToArray();
        foreach (var service in hosted) await service.StartAsync(CancellationToken.None);
        var store = provider.GetRequiredService<IDocumentStore>();
        await using var session = store.LightweightSession();
        #region wait
        session.Events.StartStream(new Bought(1, 9.5m));
        await session.SaveChangesAsync();
        await store.WaitForNonStaleProjectionDataAsync(TimeSpan.FromSeconds(30));
        var customer = await session.LoadAsync<Customer>(1);
        #endregion
        (customer!.Spent, customer.Version).ShouldBe((9.5m, 1));
        foreach (var service in hosted.Reverse()) await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_rebuild_makes_what_was_damaged()
    {
        var store = Parcels();
        await using var session = store.LightweightSession();
        var id = session.Events.StartStream<Parcel>(new ParcelSent("Ada", "ada"), new ParcelMoved("London")).Id;
        await session.SaveChangesAsync();
        session.HardDelete<Parcel>(id);
        await session.SaveChangesAsync();
        #region rebuild
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync<ParcelProjection>(CancellationToken.None);
        #endregion
        (await session.LoadAsync<Parcel>(id))!.Place.ShouldBe("London");
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
