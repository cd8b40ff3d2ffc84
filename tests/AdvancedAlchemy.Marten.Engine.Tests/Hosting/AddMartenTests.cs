using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Schema;
using Marten.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Weasel.Core.Migrations;

namespace AdvancedAlchemy.Marten.Engine.Tests.Hosting;

public class AddMartenTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Doc
    {
        public Guid Id { get; set; }

        public string? Name { get; set; }
    }

    public interface IOther : IDocumentStore;

    private void Basics(StoreOptions o)
    {
        o.Connection(ConnectionString);
        o.DatabaseSchemaName = Schema;
        o.Schema.For<Doc>();
    }

    private static IHost Build(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        configure(builder.Services);
        return builder.Build();
    }

    [Fact]
    public void The_store_is_a_singleton_and_sessions_are_scoped()
    {
        using var host = Build(s => s.AddMarten(Basics));
        using var first = host.Services.CreateScope();
        using var second = host.Services.CreateScope();
        var store = host.Services.GetRequiredService<IDocumentStore>();
        first.ServiceProvider.GetRequiredService<IDocumentStore>().ShouldBeSameAs(store);
        var session = first.ServiceProvider.GetRequiredService<IDocumentSession>();
        first.ServiceProvider.GetRequiredService<IDocumentSession>().ShouldBeSameAs(session);
        second.ServiceProvider.GetRequiredService<IDocumentSession>().ShouldNotBeSameAs(session);
        first.ServiceProvider.GetRequiredService<IQuerySession>().ShouldBeSameAs(first.ServiceProvider.GetRequiredService<IQuerySession>());
        first.ServiceProvider.GetRequiredService<IQuerySession>().ShouldNotBeSameAs(session);
        host.Services.GetRequiredService<ISessionFactory>().ShouldBeSameAs(host.Services.GetRequiredService<ISessionFactory>());
        host.Services.GetRequiredService<StoreOptions>().DatabaseSchemaName.ShouldBe(Schema);
        host.Services.AllDocumentStores().ShouldBe([store]);
    }

    [Fact]
    public async Task The_kind_of_session_can_be_chosen()
    {
        var document = new Doc { Name = "a" };
        await using (var store = Store()) await SaveAsync(store, document);
        using var plain = Build(s => s.AddMarten(Basics).UseLightweightSessions());
        using var identity = Build(s => s.AddMarten(Basics).UseIdentitySessions());
        using var dirty = Build(s => s.AddMarten(Basics).UseDirtyTrackedSessions());
        (await SameAsync(plain, document.Id)).ShouldBeFalse();
        (await SameAsync(identity, document.Id)).ShouldBeTrue();
        using var scope = dirty.Services.CreateScope();
        var session = scope.ServiceProvider.GetRequiredService<IDocumentSession>();
        (await session.LoadAsync<Doc>(document.Id))!.Name = "b";
        session.PendingChanges.Updates().Count().ShouldBe(1);
    }

    private static async Task<bool> SameAsync(IHost host, Guid id)
    {
        using var scope = host.Services.CreateScope();
        var session = scope.ServiceProvider.GetRequiredService<IDocumentSession>();
        return ReferenceEquals(await session.LoadAsync<Doc>(id), await session.LoadAsync<Doc>(id));
    }

    private sealed class Factory(IDocumentStore store) : SessionFactoryBase(store)
    {
        public override SessionOptions BuildOptions() => new() { TenantId = "built" };

        public override void ApplyMetadata(IDocumentSession documentSession) => documentSession.LastModifiedBy = "factory";
    }

    [Fact]
    public void A_factory_of_ones_own_opens_the_sessions()
    {
        using var host = Build(s => s.AddMarten(Basics).BuildSessionsWith<Factory>(ServiceLifetime.Scoped));
        using var scope = host.Services.CreateScope();
        var session = scope.ServiceProvider.GetRequiredService<IDocumentSession>();
        (session.TenantId, session.LastModifiedBy).ShouldBe(("built", "factory"));
        scope.ServiceProvider.GetRequiredService<IQuerySession>().TenantId.ShouldBe("built");
    }

    private sealed class Configure(string name) : IConfigureMarten
    {
        void JasperFx.IConfigureStore<StoreOptions>.Configure(IServiceProvider services, StoreOptions options) => options.StoreName += name;
    }

    private sealed class Late : IAsyncConfigureMarten
    {
        public ValueTask Configure(StoreOptions options, CancellationToken cancellationToken)
        {
            options.StoreName += "+async";
            return default;
        }
    }

    [Fact]
    public async Task Configuration_runs_in_the_order_of_registration()
    {
        var ran = "";
        using var host = Build(s =>
        {
            s.ConfigureMarten(o => o.StoreName += "+1");
            s.AddMarten(o =>
            {
                Basics(o);
                ran = "at once";
                o.StoreName = "base";
            });
            s.AddSingleton<IConfigureMarten>(new Configure("+2"));
            s.ConfigureMarten((_, o) => o.StoreName += "+3");
            s.ConfigureMartenWithServices<Late>();
            ran.ShouldBe("at once");
        });
        host.Services.GetRequiredService<StoreOptions>().StoreName.ShouldBe("base+1+2+3");
        await host.StartAsync();
        host.Services.GetRequiredService<StoreOptions>().StoreName.ShouldBe("base+1+2+3+async");
        await host.StopAsync();
    }

    private sealed class Seed(string name, List<string> log) : IInitialData
    {
        public async Task Populate(IDocumentStore store, CancellationToken cancellation)
        {
            log.Add(name);
            await SaveAsync(store, new Doc { Name = name });
        }
    }

    [Fact]
    public async Task Startup_applies_the_schema_and_then_the_initial_data()
    {
        var log = new List<string>();
        using var host = Build(s =>
        {
            s.AddMarten(o =>
            {
                Basics(o);
                o.Schema.For<Doc>().DocumentAlias("startup");
            }).InitializeWith(new Seed("1", log), new Seed("2", log)).ApplyAllDatabaseChangesOnStartup();
            s.InitializeMartenWith(new Seed("3", log));
        });
        await host.StartAsync();
        log.ShouldBe(["1", "2", "3"]);
        (await ScalarAsync<long>($"select count(*) from {Table("startup")}")).ShouldBe(3);
        await host.Services.GetRequiredService<IDocumentStore>().Advanced.ResetAllData();
        log.Count.ShouldBe(6);
        await host.StopAsync();
    }

    [Fact]
    public async Task Startup_asserts_the_schema_when_asked()
    {
        using var host = Build(s => s.AddMarten(o =>
        {
            Basics(o);
            o.Schema.For<Doc>().DocumentAlias("asserted");
        }).AssertDatabaseMatchesConfigurationOnStartup());
        (await Should.ThrowAsync<DatabaseValidationException>(() => host.StartAsync())).Message.ShouldStartWith("Configuration to Schema Validation for Database 'Main' Failed!");
    }

    [Fact]
    public void No_connection_is_a_clear_error()
    {
        using var host = Build(s => s.AddMarten());
        Should.Throw<InvalidOperationException>(() => host.Services.GetRequiredService<IDocumentStore>()).Message.ShouldBe(
            "No tenancy is configured! Ensure that you provided connection string in `AddMarten` method or called `UseNpgsqlDataSource`");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("key")]
    public async Task The_data_source_can_come_from_the_container(string? key)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString + ";Application Name=from_container");
        using var host = Build(s =>
        {
            if (key is null) s.AddSingleton(source);
            else s.AddKeyedSingleton(key, source);
            s.AddMarten(o => o.DatabaseSchemaName = Schema).UseNpgsqlDataSource(key);
        });
        await using var session = host.Services.GetRequiredService<IDocumentStore>().QuerySession();
        (await session.QueryAsync<string>("select current_setting('application_name')")).Single().ShouldBe("from_container");
    }

    [Fact]
    public async Task Ancillary_stores_stand_beside_the_main_one()
    {
        using var host = Build(s =>
        {
            s.AddMarten(Basics);
            s.AddMartenStore<IOther>(o =>
            {
                o.Connection(ConnectionString);
                o.DatabaseSchemaName = Schema + "_other";
                o.Schema.For<Doc>();
            }).ApplyAllDatabaseChangesOnStartup();
            s.ConfigureMarten<IOther>(o => o.Schema.For<Doc>().DocumentAlias("ancillary"));
            s.ConfigureMarten(o => o.Schema.For<Doc>().DocumentAlias("main"));
        });
        await host.StartAsync();
        var other = host.Services.GetRequiredService<IOther>();
        var main = host.Services.GetRequiredService<IDocumentStore>();
        other.Storage.Database.Identifier.ShouldBe("IOther");
        host.Services.AllDocumentStores().ShouldBe([main, other]);
        await SaveAsync(other, new Doc());
        (await ScalarAsync<long>($"select count(*) from {Schema}_other.mt_doc_ancillary")).ShouldBe(1);
        await SaveAsync(main, new Doc());
        (await ScalarAsync<long>($"select count(*) from {Table("main")}")).ShouldBe(1);
        await host.StopAsync();
    }
}
