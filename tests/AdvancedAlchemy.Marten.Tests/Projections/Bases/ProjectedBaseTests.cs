using System.Text.Json;
using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Projections.Bases;

/// <summary>Projected documents on every base whose ids a stream can have, in every way of appending and of projecting.</summary>
public class ProjectedBaseTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private static readonly EventAppendMode[] Modes = [EventAppendMode.Quick, EventAppendMode.QuickWithServerTimestamps, EventAppendMode.Rich];

    public static TheoryData<string, EventAppendMode, ProjectionLifecycle> Cases
    {
        get
        {
            var cases = new TheoryData<string, EventAppendMode, ProjectionLifecycle>();
            foreach (var name in (string[])["uuid", "uuid v6", "uuid v7", "nano id", "mixins"])
            {
                foreach (var mode in Modes)
                {
                    foreach (var lifecycle in Enum.GetValues<ProjectionLifecycle>()) cases.Add(name, mode, lifecycle);
                }
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public Task A_projected_document_says_what_its_events_say_and_says_the_same_when_it_is_made_anew(string name, EventAppendMode mode, ProjectionLifecycle lifecycle) => name switch
    {
        "uuid" => CheckAsync<UuidShipment, Guid>(mode, lifecycle, Guid.NewGuid()),
        "uuid v6" => CheckAsync<UuidV6Shipment, Guid>(mode, lifecycle, Guid.NewGuid()),
        "uuid v7" => CheckAsync<UuidV7Shipment, Guid>(mode, lifecycle, Guid.NewGuid()),
        "nano id" => CheckAsync<NanoIdShipment, string>(mode, lifecycle, NanoId.NewId()),
        _ => CheckAsync<MixinShipment, Guid>(mode, lifecycle, Guid.NewGuid()),
    };

    private async Task CheckAsync<T, TId>(EventAppendMode mode, ProjectionLifecycle lifecycle, TId id) where T : class, IShipment, new() where TId : notnull
    {
        var store = Store(o =>
        {
            if (id is string) o.Events.StreamIdentity = StreamIdentity.AsString;
            o.Events.AppendMode = mode;
            o.Events.MetadataConfig.UserNameEnabled = true;
            o.Projections.Add(new ShipmentProjection<T, TId>(), lifecycle);
        }, name: $"{typeof(T).Name} {mode} {lifecycle}");
        var daemon = await store.BuildProjectionDaemonAsync();
        await using var session = store.LightweightSession();
        session.LastModifiedBy = "ada";
        var post = new Post { Title = "The same save" };
        session.Store(post);
        Start<T>(session, id, new ParcelSent("Ada Lovelace", "ada-lovelace"), new ParcelTagged(3), new ParcelTagged(4));
        await session.SaveChangesAsync();
        var saved = Clock.GetUtcNow();
        (post.CreatedAt, post.Version).ShouldBe((saved, 1));

        Clock.Advance(TimeSpan.FromHours(1));
        session.LastModifiedBy = "bob";
        Append(session, id, new ParcelMoved("Berlin"));
        await session.SaveChangesAsync();
        post.UpdatedAt.ShouldBe(saved);
        if (lifecycle == ProjectionLifecycle.Async) await daemon.CatchUpAsync(CancellationToken.None);

        var events = await EventsAsync(session, id);
        var made = (await AggregateAsync<T>(session, id))!;
        AssertTold(made, events, mode);
        if (lifecycle == ProjectionLifecycle.Live) return;

        var stored = (await LoadAsync<T>(store, id))!;
        AssertTold(stored, events, lifecycle == ProjectionLifecycle.Inline && mode == EventAppendMode.QuickWithServerTimestamps ? null : mode);
        (await session.FindBySlugAsync<T>("ada-lovelace")).ShouldNotBeNull();
        (await session.Query<T>().LinkedTo(s => s.TagIds, 4L).CountAsync()).ShouldBe(1);
        await daemon.RebuildProjectionAsync<T>(CancellationToken.None);
        var rebuilt = (await LoadAsync<T>(store, id))!;
        AssertTold(rebuilt, events, mode);
        if (lifecycle == ProjectionLifecycle.Inline && mode == EventAppendMode.QuickWithServerTimestamps) (rebuilt.CreatedAt, rebuilt.UpdatedAt) = (stored.CreatedAt, stored.UpdatedAt);
        JsonSerializer.Serialize(rebuilt).ShouldBe(JsonSerializer.Serialize(stored));
        JsonSerializer.Serialize(await AggregateAsync<T>(session, id)).ShouldBe(JsonSerializer.Serialize(made));
    }

    // Where the server gives the times, a document of the save itself cannot know them.
    private static void AssertTold<T>(T document, IReadOnlyList<IEvent> events, EventAppendMode? times) where T : IShipment
    {
        (document.To, document.Place, document.Slug, document.Version).ShouldBe(("Ada Lovelace", "Berlin", "ada-lovelace", 4));
        document.TagIds.ShouldBe([3, 4]);
        (document.CreatedBy, document.UpdatedBy).ShouldBe(("ada", "bob"));
        if (times is not null) (document.CreatedAt, document.UpdatedAt).ShouldBe((events[0].Timestamp, events[^1].Timestamp));
    }

    private static void Start<T>(IDocumentSession session, object id, params object[] events) where T : class
    {
        if (id is Guid guid) session.Events.StartStream<T>(guid, events);
        else session.Events.StartStream<T>((string)id, events);
    }

    private static void Append(IDocumentSession session, object id, params object[] events)
    {
        if (id is Guid guid) session.Events.Append(guid, events);
        else session.Events.Append((string)id, events);
    }

    private static Task<IReadOnlyList<IEvent>> EventsAsync(IQuerySession session, object id) =>
        id is Guid guid ? session.Events.FetchStreamAsync(guid) : session.Events.FetchStreamAsync((string)id);

    private static Task<T?> AggregateAsync<T>(IQuerySession session, object id) where T : class =>
        id is Guid guid ? session.Events.AggregateStreamAsync<T>(guid) : session.Events.AggregateStreamAsync<T>((string)id);

    private static async Task<T?> LoadAsync<T>(IDocumentStore store, object id) where T : class
    {
        await using var query = store.QuerySession();
        return id is Guid guid ? await query.LoadAsync<T>(guid) : await query.LoadAsync<T>((string)id);
    }
}
