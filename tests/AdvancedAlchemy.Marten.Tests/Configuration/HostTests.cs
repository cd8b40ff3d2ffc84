using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace AdvancedAlchemy.Marten.Tests.Configuration;

/// <summary>Stores of a host, with settings that need its services.</summary>
public class HostTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public sealed record CurrentUser(string Name);

    public interface IArchive : IDocumentStore;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_of_the_host_takes_the_user_from_the_hosts_services(bool isAncillary)
    {
        // it drops the schema at the end
        var schema = Store(name: $"host{isAncillary}").Options.DatabaseSchemaName;
        ServiceCollection services = new();
        services.AddSingleton(new CurrentUser("ann"));
        if (isAncillary) services.AddMartenStore<IArchive>(Basics).UseAdvancedAlchemy(Settings);
        else services.AddMarten(Basics).UseAdvancedAlchemy(Settings);
        await using var host = services.BuildServiceProvider();
        var store = isAncillary ? host.GetRequiredService<IArchive>() : host.GetRequiredService<IDocumentStore>();
        await using var session = store.LightweightSession();
        Note note = new();
        session.Store(note);
        await session.SaveChangesAsync();
        (note.CreatedBy, note.CreatedAt).ShouldBe(("ann", Clock.GetUtcNow()));

        void Basics(StoreOptions o)
        {
            o.Connection(ConnectionString);
            o.DatabaseSchemaName = schema;
        }

        void Settings(IServiceProvider provider, AdvancedAlchemyOptions a)
        {
            a.TimeProvider = Clock;
            a.UserName = () => provider.GetRequiredService<CurrentUser>().Name;
        }
    }

    [Fact]
    public void Settings_that_need_services_have_to_be_given()
    {
        ServiceCollection services = new();
        Action<IServiceProvider, AdvancedAlchemyOptions> none = null!;
        Should.Throw<ArgumentNullException>(() => services.AddMarten("Host=nowhere").UseAdvancedAlchemy(none));
        Should.Throw<ArgumentNullException>(() => services.AddMartenStore<IArchive>(_ => { }).UseAdvancedAlchemy(none));
    }
}
