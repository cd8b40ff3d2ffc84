using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Events.Aggregation;

namespace AdvancedAlchemy.Marten.Tests.Projections;

/// <summary>A projection of a base class that makes documents of its subclasses.</summary>
public class ProjectedHierarchyTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Case : UuidAuditDocument
    {
        public string Place { get; set; } = "";
    }

    public class UrgentCase : Case;

    public class CaseProjection : SingleStreamProjection<Case, Guid>
    {
        public override Case? Evolve(Case? snapshot, Guid id, IEvent e)
        {
            if (e.Data is ParcelSent sent) return sent.To == "urgent" ? new UrgentCase() : new Case();
            if (e.Data is ParcelMoved moved && snapshot is not null) snapshot.Place = moved.Place;
            return snapshot;
        }

        public override Case ApplyMetadata(Case snapshot, IEvent lastEvent) => snapshot.StampFrom(lastEvent);
    }

    [Theory, InlineData(ProjectionLifecycle.Inline), InlineData(ProjectionLifecycle.Async)]
    public async Task Documents_of_subclasses_are_left_to_their_events_too(ProjectionLifecycle lifecycle)
    {
        var store = Store(o =>
        {
            o.Schema.For<Case>().AddSubClass<UrgentCase>();
            o.Projections.Add<CaseProjection>(lifecycle);
        }, name: $"cases {lifecycle}");
        using var daemon = await store.BuildProjectionDaemonAsync();
        var past = Clock.GetUtcNow().AddYears(-1);
        await using var session = store.LightweightSession();
        var id = session.Events.StartStream<Case>(session.Events.BuildEvent(new ParcelSent("urgent", "x")).AtTimestamp(past)).Id;
        await session.SaveChangesAsync();
        session.Events.Append(id, session.Events.BuildEvent(new ParcelMoved("Rome")).AtTimestamp(past.AddDays(1)));
        await session.SaveChangesAsync();
        if (lifecycle == ProjectionLifecycle.Async) await daemon.CatchUpAsync(CancellationToken.None);
        await AssertAsync();
        await daemon.RebuildProjectionAsync<CaseProjection>(CancellationToken.None);
        await AssertAsync();

        async Task AssertAsync()
        {
            await using var query = store.QuerySession();
            var urgent = (await query.LoadAsync<UrgentCase>(id))!;
            (urgent.Place, urgent.CreatedAt, urgent.UpdatedAt, urgent.Version).ShouldBe(("Rome", past, past.AddDays(1), 2));
        }
    }
}
