using System.Text.Json;
using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Projections;

public class ProjectedDocumentTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private DocumentStore Parcels(Action<StoreOptions>? configure = null, [System.Runtime.CompilerServices.CallerMemberName] string name = "") => Store(o =>
    {
        o.Projections.Add<ParcelProjection>(ProjectionLifecycle.Inline);
        o.Events.MetadataConfig.UserNameEnabled = true;
        configure?.Invoke(o);
    }, name: name);

    private async Task<Guid> SendAsync(IDocumentStore store, string user = "ada", DocumentTracking tracking = DocumentTracking.None, string slug = "parcel")
    {
        await using var session = Open(store, tracking);
        session.LastModifiedBy = user;
        var id = session.Events.StartStream<Parcel>(new ParcelSent("Ada Lovelace", slug)).Id;
        await session.SaveChangesAsync();
        return id;
    }

    private async Task AppendAsync(IDocumentStore store, Guid stream, string user, params object[] events)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        await using var session = store.LightweightSession();
        session.LastModifiedBy = user;
        session.Events.Append(stream, events);
        await session.SaveChangesAsync();
    }

    private static async Task<Parcel?> LoadAsync(IDocumentStore store, Guid id)
    {
        await using var query = store.QuerySession();
        return await query.LoadAsync<Parcel>(id);
    }

    [Theory]
    [InlineData(DocumentTracking.None)]
    [InlineData(DocumentTracking.IdentityOnly)]
    [InlineData(DocumentTracking.DirtyTracking)]
    public async Task Stamps_and_users_are_those_of_the_first_and_the_last_event(DocumentTracking tracking)
    {
        var store = Parcels();
        var sent = Clock.GetUtcNow();
        var id = await SendAsync(store, "ada", tracking);
        await AppendAsync(store, id, "bob", new ParcelMoved("Berlin"), new ParcelMoved("Paris"));
        var parcel = (await LoadAsync(store, id))!;
        (parcel.CreatedAt, parcel.UpdatedAt).ShouldBe((sent, Clock.GetUtcNow()));
        (parcel.CreatedBy, parcel.UpdatedBy).ShouldBe(("ada", "bob"));
        (parcel.Place, parcel.Version).ShouldBe(("Paris", 3));
    }

    [Fact]
    public async Task What_is_made_of_the_events_anew_is_what_was_stored_to_the_byte()
    {
        var store = Parcels();
        var id = await SendAsync(store);
        await AppendAsync(store, id, "bob", new ParcelMoved("Berlin"), new ParcelTagged(3));
        await AppendAsync(store, id, "eve", new ParcelMoved("Paris"));
        await using var session = store.LightweightSession();
        var stored = await session.LoadAsync<Parcel>(id);
        var made = await session.Events.AggregateStreamAsync<Parcel>(id);
        JsonSerializer.Serialize(made).ShouldBe(JsonSerializer.Serialize(stored));
    }

    [Fact]
    public async Task The_times_in_the_documents_are_those_in_the_events()
    {
        var store = Parcels();
        var id = await SendAsync(store);
        await AppendAsync(store, id, "bob", new ParcelMoved("Berlin"));
        await using var query = store.QuerySession();
        var events = await query.Events.FetchStreamAsync(id);
        var parcel = (await LoadAsync(store, id))!;
        (parcel.CreatedAt, parcel.UpdatedAt).ShouldBe((events[0].Timestamp, events[1].Timestamp));
    }

    [Fact]
    public async Task A_session_that_appends_and_stores_stamps_and_locks_what_it_stores()
    {
        var store = Parcels();
        var id = await SendAsync(store);
        var sent = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromHours(1));
        await using var session = store.LightweightSession();
        var post = new Post { Title = "Parcels" };
        session.Store(post);
        var past = session.Events.BuildEvent(new ParcelMoved("Berlin")).AtTimestamp(sent.AddSeconds(1));
        session.Events.Append(id, past);
        await session.SaveChangesAsync();
        post.UpdatedAt.ShouldBe(Clock.GetUtcNow());
        (await LoadAsync(store, id))!.UpdatedAt.ShouldBe(sent.AddSeconds(1));

        await using (var other = store.LightweightSession())
        {
            var copy = (await other.LoadAsync<Post>(post.Id))!;
            other.Store(copy);
            await other.SaveChangesAsync();
        }

        session.Store(post);
        session.Events.Append(id, new ParcelMoved("Nowhere"));
        await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());
        (await LoadAsync(store, id))!.Place.ShouldBe("Berlin");
    }

    [Fact]
    public async Task A_projected_document_may_have_a_slug_of_its_event_and_is_found_by_it()
    {
        var store = Parcels();
        await using (var session = store.LightweightSession())
        {
            var slug = await session.GetAvailableSlugAsync<Parcel>("Ada Lovelace");
            session.Events.StartStream<Parcel>(new ParcelSent("Ada Lovelace", slug));
            await session.SaveChangesAsync();
        }

        await using var second = store.LightweightSession();
        (await second.FindBySlugAsync<Parcel>("ada-lovelace")).ShouldNotBeNull();
        (await second.GetAvailableSlugAsync<Parcel>("Ada Lovelace")).ShouldBe("ada-lovelace-2");
        second.Events.StartStream<Parcel>(new ParcelSent("Ada Lovelace", "ada-lovelace"));
        await Should.ThrowAsync<Exception>(() => second.SaveChangesAsync());
        (await second.Query<Parcel>().CountAsync()).ShouldBe(1);
        (await store.Advanced.FetchEventStoreStatistics()).StreamCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_that_deletes_its_document_and_goes_on_begins_anew()
    {
        var store = Parcels();
        var id = await SendAsync(store);
        await AppendAsync(store, id, "bob", new ParcelLost());
        (await LoadAsync(store, id)).ShouldBeNull();
        await AppendAsync(store, id, "eve", new ParcelSent("Charles", "parcel"));
        var parcel = (await LoadAsync(store, id))!;
        (parcel.To, parcel.CreatedAt, parcel.CreatedBy).ShouldBe(("Charles", Clock.GetUtcNow(), "eve"));
    }

    [Fact]
    public async Task Two_that_fetch_one_stream_to_write_to_it_do_not_both_succeed()
    {
        var store = Parcels();
        var id = await SendAsync(store);
        await using IDocumentSession first = store.LightweightSession(), second = store.LightweightSession();
        var one = await first.Events.FetchForWriting<Parcel>(id);
        var two = await second.Events.FetchForWriting<Parcel>(id);
        one.AppendOne(new ParcelMoved("Berlin"));
        two.AppendOne(new ParcelMoved("Paris"));
        await first.SaveChangesAsync();
        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => second.SaveChangesAsync());
        (await LoadAsync(store, id))!.Place.ShouldBe("Berlin");
    }

    [Fact]
    public async Task Several_events_of_one_save_stamp_in_their_order()
    {
        var store = Parcels();
        var start = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.FromHours(2));
        await using var session = store.LightweightSession();
        var id = session.Events.StartStream<Parcel>(
            session.Events.BuildEvent(new ParcelSent("Ada", "ada")).AtTimestamp(start),
            session.Events.BuildEvent(new ParcelMoved("Berlin")).AtTimestamp(start.AddTicks(17))).Id;
        await session.SaveChangesAsync();
        var parcel = (await LoadAsync(store, id))!;
        (parcel.CreatedAt, parcel.UpdatedAt).ShouldBe((start.ToUniversalTime(), start.ToUniversalTime().AddTicks(10)));
        parcel.CreatedAt.Offset.ShouldBe(TimeSpan.Zero);
    }
}
