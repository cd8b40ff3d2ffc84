using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Marten.Events.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace MartenFacts.Events.Projections;

public class ServiceProjectionTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public sealed class Prices
    {
        public int Asked { get; set; }

        public decimal Of(string owner)
        {
            Asked++;
            return owner.Length;
        }
    }

    public sealed class ScopeCount(Counter counter) : IDisposable
    {
        public Guid Id { get; } = counter.Begin();

        public void Dispose() => counter.Ended++;
    }

    public sealed class Counter
    {
        public int Begun { get; private set; }

        public int Ended { get; set; }

        public Guid Begin()
        {
            Begun++;
            return Guid.NewGuid();
        }
    }

    public sealed partial class PricedProjection(Prices prices, ScopeCount scope) : SingleStreamProjection<Balance, Guid>
    {
        public Balance Create(Opened e) => new() { Owner = e.Owner, Amount = scope.Id == Guid.Empty ? -1 : prices.Of(e.Owner) };

        public void Apply(Deposited e, Balance balance) => balance.Amount += e.Amount;
    }

    public sealed partial class PricedDays : MultiStreamProjection<Day, int>
    {
        private readonly Prices _prices;

        public PricedDays(Prices prices)
        {
            _prices = prices;
            Identity<IOfDay>(e => e.Day);
        }

        public void Apply(Departed e, Day day) => day.Started += (int)_prices.Of("four");
    }

    public sealed partial class PricedEvents(Prices prices) : EventProjection
    {
        public Summary Create(IEvent<Opened> e) => new() { Id = e.StreamId, Text = $"{prices.Of(e.Data.Owner)}" };
    }

    public sealed class PricedCustom(Prices prices) : IProjection
    {
        public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            foreach (var e in events) operations.Store(new Summary { Id = e.StreamId, Text = $"custom {prices.Of("abc")}" });
            return Task.CompletedTask;
        }
    }

    private ServiceProvider Services(Action<MartenServiceCollectionExtensions.MartenConfigurationExpression> add)
    {
        var services = new ServiceCollection();
        services.AddSingleton<Prices>().AddSingleton<Counter>().AddScoped<ScopeCount>();
        add(services.AddMarten(o =>
        {
            o.Connection(ConnectionString);
            o.DatabaseSchemaName = Schema;
        }));
        return services.BuildServiceProvider(validateScopes: true);
    }

    [Theory, InlineData(ServiceLifetime.Scoped), InlineData(ServiceLifetime.Transient)]
    public async Task A_projection_is_built_in_a_scope_of_its_own_for_every_save(ServiceLifetime lifetime)
    {
        await using var services = Services(m => m.AddProjectionWithServices<PricedProjection>(ProjectionLifecycle.Inline, lifetime));
        var store = services.GetRequiredService<IDocumentStore>();
        var counter = services.GetRequiredService<Counter>();
        var id = await StartAsync(store, new Opened("ada"));
        var after = counter.Begun;
        await AppendAsync(store, id, new Deposited(10));
        counter.Begun.ShouldBeGreaterThan(after);
        counter.Ended.ShouldBe(counter.Begun);
        await using var session = store.LightweightSession();
        (await session.LoadAsync<Balance>(id))!.Amount.ShouldBe(13);
        (await session.Events.FetchForWriting<Balance>(id)).Aggregate!.Amount.ShouldBe(13);
    }

    [Fact]
    public async Task A_singleton_is_built_once()
    {
        await using var services = Services(m => m.AddProjectionWithServices<PricedEvents>(ProjectionLifecycle.Inline, ServiceLifetime.Singleton));
        var store = services.GetRequiredService<IDocumentStore>();
        var id = await StartAsync(store, new Opened("ada"));
        await using var session = store.QuerySession();
        (await session.LoadAsync<Summary>(id))!.Text.ShouldBe("3");
    }

    [Theory, InlineData(ServiceLifetime.Singleton), InlineData(ServiceLifetime.Scoped)]
    public async Task Projections_of_every_kind_have_services(ServiceLifetime lifetime)
    {
        await using var services = Services(m => m
            .AddProjectionWithServices<PricedDays>(ProjectionLifecycle.Inline, lifetime)
            .AddProjectionWithServices<PricedCustom>(ProjectionLifecycle.Inline, lifetime, "mine"));
        var store = services.GetRequiredService<IDocumentStore>();
        var id = await StartAsync(store, new Departed(3), new Departed(3));
        await using var session = store.QuerySession();
        (await session.LoadAsync<Day>(3))!.Started.ShouldBe(8);
        (await session.LoadAsync<Summary>(id))!.Text.ShouldBe("custom 3");
    }

    [Fact]
    public async Task A_live_aggregate_has_services_too()
    {
        await using var services = Services(m => m.AddProjectionWithServices<PricedProjection>(ProjectionLifecycle.Live, ServiceLifetime.Scoped));
        var store = services.GetRequiredService<IDocumentStore>();
        var id = await StartAsync(store, new Opened("ada"), new Deposited(1));
        await using var session = store.QuerySession();
        (await session.Events.AggregateStreamAsync<Balance>(id))!.Amount.ShouldBe(4);
    }

    public sealed class Asynchronous(Counter counter) : IAsyncDisposable
    {
        public Guid Id { get; } = counter.Begin();

        public ValueTask DisposeAsync()
        {
            counter.Ended++;
            return default;
        }
    }

    public sealed class Picky(int left)
    {
        private int _left = left;

        public void AssertFit()
        {
            if (_left-- <= 0) throw new InvalidOperationException("no more of them");
        }
    }

    public sealed partial class PickyProjection : SingleStreamProjection<Balance, Guid>
    {
        public PickyProjection(Asynchronous scope, Picky picky)
        {
            scope.Id.ShouldNotBe(Guid.Empty);
            picky.AssertFit();
        }

        public void Apply(Deposited e, Balance balance) => balance.Amount += e.Amount;
    }

    [Fact]
    public async Task A_projection_that_cannot_be_built_any_more_fails_the_save_and_leaves_no_service_behind()
    {
        await using var services = Services(m =>
        {
            m.Services.AddScoped<Asynchronous>().AddSingleton(new Picky(2));
            m.AddProjectionWithServices<PickyProjection>(ProjectionLifecycle.Inline, ServiceLifetime.Scoped);
        });
        var store = services.GetRequiredService<IDocumentStore>();
        var counter = services.GetRequiredService<Counter>();
        var id = await StartAsync(store, new Deposited(1));
        (await Should.ThrowAsync<InvalidOperationException>(() => AppendAsync(store, id, new Deposited(10)))).Message.ShouldBe("no more of them");
        (counter.Begun, counter.Ended).ShouldBe((3, 3));
        (await FetchAsync(store, id)).Count.ShouldBe(1);
    }
}
