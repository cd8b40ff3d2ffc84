using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx.Events.Projections;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Projections;

/// <summary>Links that lead from documents which events make, and to them.</summary>
public class ProjectedLinkTests(PostgresFixture postgres) : StoreTest(postgres)
{
    /// <summary>An ordinary document that links to projected ones.</summary>
    public class Note : UuidAuditDocument
    {
        public List<Guid> ParcelIds { get; set; } = [];
    }

    private DocumentStore Parcels(OnDelete onDelete, [System.Runtime.CompilerServices.CallerMemberName] string name = "") => Store(o =>
    {
        o.Projections.Add<ParcelProjection>(ProjectionLifecycle.Inline);
        o.Schema.For<Parcel>().LinksTo<Parcel, Tag>(p => p.TagIds, onDelete, touch: true);
        o.Schema.For<Note>().LinksTo<Note, Parcel>(n => n.ParcelIds, onDelete);
    }, name: $"{name} {onDelete}");

    private static async Task<Guid> SendAsync(IDocumentStore store, params object[] more)
    {
        await using var session = store.LightweightSession();
        var id = session.Events.StartStream<Parcel>([new ParcelSent("Ada", "ada"), .. more]).Id;
        await session.SaveChangesAsync();
        return id;
    }

    private static async Task<Tag[]> TagsAsync(IDocumentStore store)
    {
        await using var session = store.LightweightSession();
        Tag[] tags = [new() { Name = "fragile" }, new() { Name = "heavy" }];
        session.Store(tags);
        await session.SaveChangesAsync();
        return tags;
    }

    [Fact]
    public async Task Events_are_history_and_their_links_are_neither_checked_nor_made_distinct()
    {
        var store = Parcels(OnDelete.Restrict);
        var id = await SendAsync(store, new ParcelTagged(4711), new ParcelTagged(4711));
        await using var session = store.LightweightSession();
        (await session.LoadAsync<Parcel>(id))!.TagIds.ShouldBe([4711, 4711]);
        (await session.Events.AggregateStreamAsync<Parcel>(id))!.TagIds.ShouldBe([4711, 4711]);
    }

    [Fact]
    public async Task A_cascade_leaves_them_as_their_events_have_made_them()
    {
        var store = Parcels(OnDelete.Cascade);
        var tags = await TagsAsync(store);
        var id = await SendAsync(store, new ParcelTagged(tags[0].Id), new ParcelTagged(tags[1].Id));
        await using var session = store.LightweightSession();
        var before = (await session.LoadAsync<Parcel>(id))!;
        Clock.Advance(TimeSpan.FromHours(1));
        session.Delete(tags[0]);
        await session.SaveChangesAsync();

        var after = (await session.LoadAsync<Parcel>(id))!;
        (after.UpdatedAt, after.Version).ShouldBe((before.UpdatedAt, before.Version));
        after.TagIds.ShouldBe([tags[0].Id, tags[1].Id]);
        (await session.LoadLinkedAsync<Parcel, Tag>([after], p => p.TagIds))[after].Select(t => t.Name).ShouldBe(["heavy"]);
        (await store.FindDanglingLinksAsync().ToListAsync()).ShouldHaveSingleItem().TargetId.ShouldBe($"{tags[0].Id}");
    }

    [Fact]
    public async Task A_restriction_keeps_what_they_link_to()
    {
        var store = Parcels(OnDelete.Restrict);
        var tags = await TagsAsync(store);
        await SendAsync(store, new ParcelTagged(tags[0].Id));
        await using var session = store.LightweightSession();
        session.Delete(tags[0]);
        (await Should.ThrowAsync<LinkedDocumentException>(() => session.SaveChangesAsync())).Ids.ShouldBe([tags[0].Id]);
        session.EjectAllPendingChanges();
        session.Delete(tags[1]);
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task An_ordinary_document_may_link_to_one_that_the_same_save_makes_of_events()
    {
        var store = Parcels(OnDelete.Restrict);
        await using var session = store.LightweightSession();
        var id = session.Events.StartStream<Parcel>(new ParcelSent("Ada", "ada")).Id;
        session.Store(new Note { ParcelIds = [id] });
        await session.SaveChangesAsync();
        session.Store(new Note { ParcelIds = [Guid.NewGuid()] });
        await Should.ThrowAsync<MissingLinkTargetException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task An_event_that_deletes_a_document_ends_the_links_of_ordinary_ones_to_it()
    {
        var store = Parcels(OnDelete.Cascade);
        var id = await SendAsync(store);
        await using var session = store.LightweightSession();
        var note = new Note { ParcelIds = [id] };
        session.Store(note);
        await session.SaveChangesAsync();
        session.Events.Append(id, new ParcelLost());
        await session.SaveChangesAsync();
        (await session.LoadAsync<Note>(note.Id))!.ParcelIds.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_that_deletes_a_document_to_which_others_link_is_refused_where_links_restrict()
    {
        var store = Parcels(OnDelete.Restrict);
        var id = await SendAsync(store);
        await using var session = store.LightweightSession();
        session.Store(new Note { ParcelIds = [id] });
        await session.SaveChangesAsync();
        session.Events.Append(id, new ParcelLost());
        await Should.ThrowAsync<LinkedDocumentException>(() => session.SaveChangesAsync());
        (await session.Events.FetchStreamAsync(id)).Count.ShouldBe(1);
    }
}
