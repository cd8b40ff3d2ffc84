using System.Text.Json;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JasperFx.MultiTenancy;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Projections;

/// <summary>Documents that are made of the events of many streams.</summary>
public class ManyStreamTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public static MatrixTheoryData<EventAppendMode, ProjectionLifecycle> Cases => new(
        Enum.GetValues<EventAppendMode>(), [ProjectionLifecycle.Inline, ProjectionLifecycle.Async]);

    private DocumentStore Customers(EventAppendMode mode, ProjectionLifecycle lifecycle, Action<StoreOptions>? configure = null, [System.Runtime.CompilerServices.CallerMemberName] string name = "") => Store(o =>
    {
        o.Events.MetadataConfig.UserNameEnabled = true;
        o.Events.AppendMode = mode;
        o.Projections.Add<CustomerProjection>(lifecycle);
        configure?.Invoke(o);
    }, name: $"{name} {mode} {lifecycle}");

    private async Task BuyAsync(IDocumentStore store, string user, long customer, decimal amount, string? tenant = null)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        await using var session = tenant is null ? store.LightweightSession() : store.LightweightSession(tenant);
        session.LastModifiedBy = user;
        session.Events.StartStream(new Bought(customer, amount));
        await session.SaveChangesAsync();
    }

    private static async Task<IReadOnlyList<Customer>> AllAsync(IDocumentStore store, string? tenant = null)
    {
        await using var query = tenant is null ? store.QuerySession() : store.QuerySession(tenant);
        return await query.Query<Customer>().OrderBy(c => c.Id).ToListAsync();
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Stamps_are_those_of_the_first_and_last_event_of_all_their_streams(EventAppendMode mode, ProjectionLifecycle lifecycle)
    {
        var store = Customers(mode, lifecycle);
        var daemon = await store.BuildProjectionDaemonAsync();
        await BuyAsync(store, "ada", 1, 10);
        await BuyAsync(store, "bob", 2, 20);
        await BuyAsync(store, "eve", 1, 0.5m);
        if (lifecycle == ProjectionLifecycle.Async) await daemon.CatchUpAsync(CancellationToken.None);

        var stored = await AllAsync(store);
        stored.Select(c => (c.Id, c.Purchases, c.Spent, c.CreatedBy, c.UpdatedBy)).ShouldBe([(1, 2, 10.5m, "ada", "eve"), (2, 1, 20m, "bob", "bob")]);
        await daemon.RebuildProjectionAsync<CustomerProjection>(CancellationToken.None);
        var rebuilt = await AllAsync(store);
        rebuilt.Select(c => c.Version).ShouldBe([3, 2], "a rebuild gives the sequence of the last event");
        foreach (var (was, document) in stored.Zip(rebuilt))
        {
            // Version counts saves where these project, and times may be the server's.
            if (lifecycle == ProjectionLifecycle.Inline) was.Version = document.Version;
            if (lifecycle == ProjectionLifecycle.Inline && mode == EventAppendMode.QuickWithServerTimestamps) (was.CreatedAt, was.UpdatedAt) = (document.CreatedAt, document.UpdatedAt);
        }

        JsonSerializer.Serialize(rebuilt).ShouldBe(JsonSerializer.Serialize(stored));
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Tenants_have_documents_of_their_own(EventAppendMode mode, ProjectionLifecycle lifecycle)
    {
        var store = Customers(mode, lifecycle, o =>
        {
            o.Events.TenancyStyle = TenancyStyle.Conjoined;
            o.Policies.AllDocumentsAreMultiTenanted();
        });
        var daemon = await store.BuildProjectionDaemonAsync();
        await BuyAsync(store, "ada", 1, 10, "a");
        await BuyAsync(store, "bob", 1, 20, "b");
        await BuyAsync(store, "eve", 1, 5, "a");
        if (lifecycle == ProjectionLifecycle.Async) await daemon.CatchUpAsync(CancellationToken.None);
        await AssertAsync();
        await daemon.RebuildProjectionAsync<CustomerProjection>(CancellationToken.None);
        await AssertAsync();

        async Task AssertAsync()
        {
            (await AllAsync(store, "a")).ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Spent.ShouldBe(15), c => c.CreatedBy.ShouldBe("ada"), c => c.UpdatedBy.ShouldBe("eve"));
            (await AllAsync(store, "b")).ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Spent.ShouldBe(20), c => c.CreatedBy.ShouldBe("bob"));
        }
    }
}
