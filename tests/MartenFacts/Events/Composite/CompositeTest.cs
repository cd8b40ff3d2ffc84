using AdvancedAlchemy.Marten.Testing;
using Marten;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.Composite;

public abstract class CompositeTest(PostgresFixture postgres) : DaemonTest(postgres)
{
    protected async Task CatchUpAsync(IDocumentStore store)
    {
        using var daemon = await DaemonOf(store);
        await daemon.StartAllAsync();
        await daemon.WaitForNonStaleData(Patience);
        await daemon.StopAllAsync();
    }
}
