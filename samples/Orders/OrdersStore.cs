using AdvancedAlchemy.Marten;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Projections;
using Marten;
using Orders.Domain;

namespace Orders;

/// <summary>The store of the orders, on a server that is started when none is named.</summary>
internal sealed class OrdersStore : IAsyncDisposable
{
    private readonly PostgresServer? _server;

    private OrdersStore(PostgresServer? server, string connectionString)
    {
        _server = server;
        Store = DocumentStore.For(options => Configure(options, connectionString));
    }

    internal DocumentStore Store { get; }

    /// <summary>Where the orders are, in words.</summary>
    internal string Place { get; private init; } = "";

    internal static async Task<OrdersStore> OpenAsync(OrdersOptions options, CancellationToken token)
    {
        var orders = options.Connection is { } connection
            ? new OrdersStore(null, connection) { Place = "the database you named" }
            : await StartAsync(options.DataFolder ?? DefaultFolder(), token);
        try
        {
            await orders.Store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
            return orders;
        }
        catch
        {
            await orders.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    internal static void Configure(StoreOptions options, string connectionString)
    {
        options.Connection(connectionString);
        options.DatabaseSchemaName = "orders";
        options.UseAdvancedAlchemy();
        options.Events.MetadataConfig.UserNameEnabled = true;
        options.Projections.Add<OrderProjection>(ProjectionLifecycle.Inline);
        options.Projections.Add<CustomerSummaryProjection>(ProjectionLifecycle.Async);
        options.Schema.For<Order>().Index(order => order.CustomerId);
    }

    private static async Task<OrdersStore> StartAsync(string folder, CancellationToken token)
    {
        var server = await PostgresServer.StartAsync(new PostgresServerOptions { DataDirectory = folder }, token);
        return new OrdersStore(server, server.ConnectionString)
        {
            Place = server.Source == PostgresSource.ConnectionString
                ? $"PostgreSQL {server.ServerVersion} from AA_POSTGRES"
                : $"PostgreSQL {server.ServerVersion} in {folder}",
        };
    }

    // PostgreSQL refuses to run as root, and the user it then runs as cannot enter root's home.
    private static string DefaultFolder() => OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "advanced-alchemy-orders")
        : "/var/tmp/advanced-alchemy-orders";
}
