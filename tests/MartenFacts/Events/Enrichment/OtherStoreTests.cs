using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Grouping;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Microsoft.Extensions.DependencyInjection;

namespace MartenFacts.Events.Enrichment;

/// <summary>The page "Using Ancillary Stores in Projections".</summary>
public class OtherStoreTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public interface IPeople : IDocumentStore;

    public sealed partial class ByStore : SingleStreamProjection<Chore, Guid>
    {
        public override Task EnrichEventsAsync(SliceGroup<Chore, Guid> group, IQuerySession querySession, CancellationToken cancellation) =>
            group.EnrichWith<Person>().UsingStore<IPeople>().ForEvent<Assigned>().ForEntityId(e => e.PersonId).EnrichAsync((slice, e, person) => slice.ReplaceEvent(e, new AssignedTo(person)));

        public void Apply(AssignedTo e, Chore chore) => chore.Person = e.Person.Name;
    }

    public sealed partial class ByLazyStore(Lazy<IPeople> people) : SingleStreamProjection<Chore, Guid>
    {
        public override async Task EnrichEventsAsync(SliceGroup<Chore, Guid> group, IQuerySession querySession, CancellationToken cancellation)
        {
            await group.EnrichWith<Person>().UsingStore(people).ForEvent<Assigned>().ForEntityId(e => e.PersonId).AddReferences();
            await using var session = people.Value.LightweightSession();
            await group.EnrichWith<Person>().WithAlternateSession(session).ForEvent<Reviewed>().ForEntityId(e => e.PersonId).AddReferences();
            await group.EnrichWith<Person>().ForEvent<Assigned>().ForEntityId(e => e.PersonId).EnrichAsync((slice, e, _) => slice.AddEvent(e.WithData(new Told("of the wrong store"))));
        }

        public void Apply(References<Person> e, Chore chore) => chore.Others.Add(e.Entity.Name);

        public void Apply(Told e, Chore chore) => chore.Others.Add(e.Text);
    }

    private ServiceProvider Host(Action<MartenServiceCollectionExtensions.MartenConfigurationExpression> add)
    {
        var services = new ServiceCollection();
        add(services.AddMarten(o =>
        {
            o.Connection(ConnectionString);
            o.DatabaseSchemaName = Schema;
        }));
        services.AddMartenStore<IPeople>(o =>
        {
            o.Connection(ConnectionString);
            o.DatabaseSchemaName = $"{Schema}_b";
        });
        return services.BuildServiceProvider(validateScopes: true);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await ExecuteAsync($"set client_min_messages = error; drop schema if exists {Schema}_b cascade");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Documents_of_another_store_of_the_host_are_found_by_its_type()
    {
        await using var services = Host(m => m.AddProjectionWithServices<ByStore>(ProjectionLifecycle.Inline, ServiceLifetime.Singleton));
        var ada = new Person { Id = Guid.NewGuid(), Name = "Ada" };
        await SaveAsync(services.GetRequiredService<IPeople>(), ada);
        var store = services.GetRequiredService<IDocumentStore>();
        var id = await StartAsync(store, new Assigned(ada.Id));
        await using var session = store.QuerySession();
        (await session.LoadAsync<Chore>(id))!.Person.ShouldBe("Ada");
    }

    [Fact]
    public async Task Documents_of_another_store_are_found_by_a_store_that_is_built_later_and_by_its_sessions()
    {
        await using var services = Host(m => m.AddProjectionWithServices<ByLazyStore>(ProjectionLifecycle.Inline, ServiceLifetime.Scoped));
        var (ada, bob) = (new Person { Id = Guid.NewGuid(), Name = "Ada" }, new Person { Id = Guid.NewGuid(), Name = "Bob" });
        await SaveAsync(services.GetRequiredService<IPeople>(), ada, bob);
        var store = services.GetRequiredService<IDocumentStore>();
        var id = await StartAsync(store, new Reviewed(bob.Id), new Assigned(ada.Id));
        await using var session = store.QuerySession();
        (await session.LoadAsync<Chore>(id))!.Others.ShouldBe(["Ada", "Bob"]);
    }

    [Fact]
    public async Task A_store_that_no_host_has_built_knows_no_others()
    {
        var store = Store(o => o.Projections.Add(new ByStore(), ProjectionLifecycle.Inline));
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => StartAsync(store, new Assigned(Guid.NewGuid())));
        failure.Message.ShouldContain(nameof(IPeople));
    }
}
