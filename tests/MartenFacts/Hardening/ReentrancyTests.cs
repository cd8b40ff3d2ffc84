using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Services;

namespace MartenFacts.Hardening;

/// <summary>Listeners that call back into the session that is saving.</summary>
public class ReentrancyTests(PostgresFixture postgres) : FactsTest(postgres)
{
    private sealed class SavesBefore : DocumentSessionListenerBase
    {
        private int _calls;

        public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token) =>
            ++_calls > 20 ? throw new TimeoutException("endless") : session.SaveChangesAsync(token);
    }

    private sealed class SavesAfter : DocumentSessionListenerBase
    {
        private int _calls;

        public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) =>
            ++_calls > 20 ? throw new TimeoutException("endless") : session.SaveChangesAsync(token);
    }

    [Fact]
    public async Task A_listener_that_saves_its_session_before_it_saves_is_told_so()
    {
        await using var session = Store().LightweightSession();
        session.Listeners.Add(new SavesBefore());
        session.Store(new Note());
        (await Should.ThrowAsync<InvalidOperationException>(() => session.SaveChangesAsync())).Message.ShouldContain("SaveChangesAsync");
    }

    [Fact]
    public async Task A_listener_that_saves_its_session_after_its_commit_is_told_so()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        session.Listeners.Add(new SavesAfter());
        session.Store(new Note { Number = 1 });
        (await Should.ThrowAsync<InvalidOperationException>(() => session.SaveChangesAsync())).Message.ShouldContain("SaveChangesAsync");

        await using var query = store.QuerySession();
        (await query.Query<Note>().CountAsync()).ShouldBe(1);
        session.Listeners.Clear();
        session.Store(new Note { Number = 2 });
        await session.SaveChangesAsync();
        (await query.Query<Note>().CountAsync()).ShouldBe(2);
    }
}
