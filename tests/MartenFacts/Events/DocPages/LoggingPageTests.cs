using System.Collections.Concurrent;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Marten.Events.Projections;
using MartenFacts.Events.Projections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Projections", where it logs.</summary>
public class LoggingPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    private sealed class Lines : ILoggerProvider
    {
        public ConcurrentQueue<(string Category, string Text)> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Named(categoryName, this);

        public void Dispose()
        {
        }

        private sealed class Named(string category, Lines lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.All.Enqueue((category, formatter(state, exception)));
        }
    }

    public sealed class Grouped;

    /// <summary>Writes rows by SQL, and logs under another name.</summary>
    public sealed partial class RowProjection : EventProjection
    {
        public string Table { get; set; } = "";

        public override void AttachLogger(ILoggerFactory loggerFactory) => Logger = loggerFactory.CreateLogger<Grouped>();

        public void Project(IEvent<Opened> e, IDocumentOperations ops)
        {
            Logger?.LogInformation("A row for {Owner}", e.Data.Owner);
            ops.QueueSqlCommand($"insert into {Table} (id, start) values (?, ?)", e.Id, e.Timestamp);
        }
    }

    public sealed partial class SumProjection : SingleStreamProjection<Summary, Guid>
    {
        public Summary Create(Opened e)
        {
            Logger?.LogInformation("A sum for {Owner}", e.Owner);
            return new Summary { Text = e.Owner };
        }
    }

    [Fact]
    public async Task Projections_log_with_the_loggers_of_their_host()
    {
        var lines = new Lines();
        await ExecuteAsync($"create schema if not exists {Schema}; create table {Schema}.starts (id uuid primary key, start timestamptz)");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(lines);
        builder.Services.AddMarten(o =>
        {
            o.Connection(ConnectionString);
            o.DatabaseSchemaName = Schema;
            o.Projections.Add(new RowProjection { Table = $"{Schema}.starts" }, ProjectionLifecycle.Inline);
            o.Projections.Add<SumProjection>(ProjectionLifecycle.Inline);
        });
        using var host = builder.Build();
        await StartAsync(host.Services.GetRequiredService<IDocumentStore>(), new Opened("ada"));
        lines.All.ShouldContain(l => l.Text == "A row for ada" && l.Category.Contains(nameof(Grouped), StringComparison.Ordinal));
        lines.All.ShouldContain(l => l.Text == "A sum for ada" && l.Category.Contains(nameof(SumProjection), StringComparison.Ordinal));
        (await ScalarAsync<long>($"select count(*) from {Schema}.starts")).ShouldBe(1);
    }

    [Theory, InlineData(ServiceLifetime.Singleton), InlineData(ServiceLifetime.Scoped), InlineData(ServiceLifetime.Transient)]
    public async Task Projections_of_the_container_log_whatever_their_lifetime(ServiceLifetime lifetime)
    {
        var lines = new Lines();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(lines);
        builder.Services.AddMarten(o =>
        {
            o.Connection(ConnectionString);
            o.DatabaseSchemaName = Schema;
        }).AddProjectionWithServices<SumProjection>(ProjectionLifecycle.Inline, lifetime);
        using var host = builder.Build();
        await StartAsync(host.Services.GetRequiredService<IDocumentStore>(), new Opened("ada"));
        lines.All.ShouldContain(l => l.Text == "A sum for ada" && l.Category.Contains(nameof(SumProjection), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Projections_without_a_host_log_nowhere()
    {
        var projection = new SumProjection();
        var id = await StartAsync(Store(o => o.Projections.Add(projection, ProjectionLifecycle.Inline)), new Opened("ada"));
        projection.Logger.ShouldBeSameAs(NullLogger.Instance);
        id.ShouldNotBe(Guid.Empty);
    }
}
