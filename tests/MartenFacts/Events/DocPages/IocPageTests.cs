using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Events.Aggregation;
using Marten.Events.Projections;
using MartenFacts.Events.Daemon;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Projections and IoC Services", within the save and in the background of a host.</summary>
public class IocPageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public interface IPrices
    {
        decimal Of(string category);
    }

    public sealed class Prices : IPrices
    {
        public decimal Of(string category) => category.Length;
    }

    public sealed class RequestOnly(IPrices prices)
    {
        public decimal Twice(string category) => prices.Of(category) * 2;
    }

    public sealed record Registered(string Category, string Name);

    public sealed class Product
    {
        public Guid Id { get; set; }

        public decimal Price { get; set; }

        public string Name { get; set; } = "";
    }

    public sealed partial class ProductProjection : SingleStreamProjection<Product, Guid>
    {
        private readonly IPrices _prices;

        public ProductProjection(IPrices prices)
        {
            _prices = prices;
            Name = "Product";
        }

        public override Product? Evolve(Product? snapshot, Guid id, IEvent e)
        {
            snapshot ??= new Product { Id = id };
            if (e.Data is Registered registered)
            {
                snapshot.Price = _prices.Of(registered.Category);
                snapshot.Name = registered.Name;
            }

            return snapshot;
        }
    }

    public sealed partial class ScopedProductProjection(RequestOnly prices) : SingleStreamProjection<Product, Guid>
    {
        public Product Create(Registered e) => new() { Price = prices.Twice(e.Category), Name = e.Name };
    }

    public sealed class ScopedCustom(RequestOnly prices) : IProjection
    {
        public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            operations.Store(events.OfType<IEvent<Registered>>().Select(e => new Product { Id = e.Id, Price = prices.Twice(e.Data.Category), Name = "custom" }).ToArray());
            return Task.CompletedTask;
        }
    }

    private async Task<IHost> StartAsync(Func<MartenServiceCollectionExtensions.MartenConfigurationExpression, MartenServiceCollectionExtensions.MartenConfigurationExpression> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IPrices, Prices>().AddScoped<RequestOnly>();
        add(builder.Services.AddMarten(o =>
        {
            o.Connection(ConnectionString);
            o.DatabaseSchemaName = Schema;
            o.ApplyChangesLockId += 2;
            Hurry(o);
        })).AddAsyncDaemon(DaemonMode.Solo);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    [Theory, InlineData(ProjectionLifecycle.Inline), InlineData(ProjectionLifecycle.Async), InlineData(ProjectionLifecycle.Live)]
    public async Task A_singleton_is_given_what_its_constructor_asks_for(ProjectionLifecycle lifecycle)
    {
        using var host = await StartAsync(m => m.AddProjectionWithServices<ProductProjection>(lifecycle, ServiceLifetime.Singleton));
        var store = host.DocumentStore();
        var id = await StartAsync(store, new Registered("fruit", "apple"));
        await host.WaitForNonStaleProjectionDataAsync(Patience);
        await using var session = store.QuerySession();
        var product = lifecycle == ProjectionLifecycle.Live ? await session.Events.AggregateStreamAsync<Product>(id) : await session.LoadAsync<Product>(id);
        (product!.Price, product.Name).ShouldBe((5, "apple"));
        await host.StopAsync();
    }

    [Theory]
    [InlineData(ProjectionLifecycle.Inline, ServiceLifetime.Scoped), InlineData(ProjectionLifecycle.Inline, ServiceLifetime.Transient)]
    [InlineData(ProjectionLifecycle.Async, ServiceLifetime.Scoped), InlineData(ProjectionLifecycle.Async, ServiceLifetime.Transient)]
    public async Task Others_are_made_for_each_use_with_services_of_a_scope(ProjectionLifecycle lifecycle, ServiceLifetime lifetime)
    {
        using var host = await StartAsync(m => m
            .AddProjectionWithServices<ScopedProductProjection>(lifecycle, lifetime)
            .AddProjectionWithServices<ScopedCustom>(lifecycle, lifetime));
        var store = host.DocumentStore();
        var id = await StartAsync(store, new Registered("fruit", "apple"));
        await host.WaitForNonStaleProjectionDataAsync(Patience);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Product>(id))!.Price.ShouldBe(10);
        (await session.Query<Product>().SingleAsync(p => p.Name == "custom"))!.Price.ShouldBe(10);
        await host.StopAsync();
    }
}
