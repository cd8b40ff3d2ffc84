using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Marten.Patching;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Custom Projections".</summary>
public class CustomPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public sealed class Named
    {
        public Guid Id { get; set; }

        public string Name { get; set; } = "";

        public int Seen { get; set; }
    }

    private sealed class Patching : IProjection
    {
        public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            foreach (var e in events)
            {
                if (e.Data is Opened opened) operations.Store(new Named { Id = e.StreamId, Name = opened.Owner });
                else if (e.Data is Deposited) operations.Patch<Named>(e.StreamId).Increment(x => x.Seen);
                else if (e.Data is Closed) operations.HardDelete<Named>(e.StreamId);
            }

            return Task.CompletedTask;
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_projection_of_ones_own_does_with_all_events_of_a_save_what_it_wants(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Add(new Patching(), ProjectionLifecycle.Inline, "patching"));
        var one = await StartAsync(store, new Opened("ada"));
        var other = await StartAsync(store, new Opened("bob"));
        await using (var session = store.LightweightSession())
        {
            session.Events.Append(one, new Deposited(1), new Deposited(2));
            session.Events.Append(other, new Closed());
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        (await query.LoadAsync<Named>(one))!.Seen.ShouldBe(2);
        (await query.LoadAsync<Named>(other)).ShouldBeNull();
    }
}
