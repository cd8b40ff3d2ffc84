using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Services;

namespace AdvancedAlchemy.Marten.Engine.Tests.Sessions;

public class ListenerTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Doc
    {
        public Guid Id { get; set; }

        public string? Name { get; set; }
    }

    private sealed class Recorder(List<string> log, string name = "") : DocumentSessionListenerBase
    {
        public Action<IDocumentSession>? Before { get; init; }

        public Func<IDocumentSession, IChangeSet, Task>? After { get; init; }

        public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
        {
            log.Add(name + "before");
            Before?.Invoke(session);
            return Task.CompletedTask;
        }

        public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
        {
            log.Add(name + "after");
            return After?.Invoke(session, commit) ?? Task.CompletedTask;
        }

        public override void DocumentLoaded(object id, object document) => log.Add($"{name}loaded {((Doc)document).Name}");

        public override void DocumentAddedForStorage(object id, object document)
        {
            id.ShouldBe(((Doc)document).Id);
            log.Add($"{name}added {((Doc)document).Name}");
        }
    }

    [Fact]
    public async Task The_stores_listeners_come_before_the_sessions_in_both_directions()
    {
        var log = new List<string>();
        await using var store = Store(o =>
        {
            o.Listeners.Add(new Recorder(log, "1 "));
            o.Listeners.Add(new Recorder(log, "2 "));
        });
        await using var session = store.LightweightSession(new SessionOptions().ListenAt(new Recorder(log, "3 ")));
        session.Listeners.Add(new Recorder(log, "4 "));
        session.Store(new Doc { Name = "x" });
        await session.SaveChangesAsync();
        log.ShouldBe(
        [
            "1 added x", "2 added x", "3 added x", "4 added x", "1 before", "2 before", "3 before", "4 before", "1 after", "2 after", "3 after", "4 after",
        ]);
    }

    [Fact]
    public async Task Nothing_is_called_when_nothing_is_pending()
    {
        var log = new List<string>();
        await using var store = Store(o => o.Listeners.Add(new Recorder(log)));
        await using var session = store.LightweightSession();
        await session.SaveChangesAsync();
        log.ShouldBeEmpty();
    }

    [Fact]
    public async Task Added_is_told_per_write_and_not_of_deletions()
    {
        var log = new List<string>();
        await using var store = Store(o => o.Listeners.Add(new Recorder(log)));
        await using var session = store.LightweightSession();
        session.Store(new Doc { Name = "s" });
        session.Insert(new Doc { Name = "i" });
        session.Update(new Doc { Name = "u" });
        session.Delete(new Doc { Name = "d" });
        log.ShouldBe(["added s", "added i", "added u"]);
    }

    [Fact]
    public async Task Loaded_is_told_as_often_as_the_session_makes_documents()
    {
        await using var plain = Store();
        var document = new Doc { Name = "n" };
        await SaveAsync(plain, document);
        var log = new List<string>();
        await using var store = Store(o => o.Listeners.Add(new Recorder(log)));
        await using (var session = store.LightweightSession())
        {
            await session.LoadAsync<Doc>(document.Id);
            await session.LoadManyAsync<Doc>(document.Id);
            await session.QueryAsync<Doc>("where d.id = ?", document.Id);
        }

        log.Count.ShouldBe(3);
        log.Clear();
        await using (var session = store.IdentitySession())
        {
            await session.LoadAsync<Doc>(document.Id);
            await session.LoadManyAsync<Doc>(document.Id);
            await session.QueryAsync<Doc>("where d.id = ?", document.Id);
        }

        log.Count.ShouldBe(1);
        log.Clear();
        await using (var session = store.QuerySession()) await session.LoadAsync<Doc>(document.Id);
        log.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_listener_stores_and_changes_is_saved_along()
    {
        var added = new Doc { Id = Guid.NewGuid(), Name = "added" };
        var seen = 0;
        await using var store = Store();
        await using var session = store.LightweightSession();
        session.Listeners.Add(new Recorder([])
        {
            Before = s =>
            {
                foreach (var pending in s.PendingChanges.UpdatesFor<Doc>()) pending.Name = "changed";
                s.Insert(added);
            },
        });
        session.Listeners.Add(new Recorder([]) { Before = s => seen = s.PendingChanges.AllChangedFor<Doc>().Count() });
        var document = new Doc();
        session.Store(document);
        await session.SaveChangesAsync();
        seen.ShouldBe(2);
        (await LoadAsync<Doc>(store, document.Id))!.Name.ShouldBe("changed");
        (await LoadAsync<Doc>(store, added.Id))!.Name.ShouldBe("added");
    }

    [Fact]
    public async Task An_ejection_vetoes_the_write()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var kept = new Doc();
        var vetoed = new Doc();
        session.Listeners.Add(new Recorder([]) { Before = s => s.Eject(vetoed) });
        session.Store(kept, vetoed);
        await session.SaveChangesAsync();
        (await LoadAsync<Doc>(store, kept.Id)).ShouldNotBeNull();
        (await LoadAsync<Doc>(store, vetoed.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task An_update_by_a_listener_replaces_the_pending_upsert()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Doc();
        session.Listeners.Add(new Recorder([]) { Before = s => s.Update(document) });
        session.Store(document);
        await Should.ThrowAsync<global::Marten.Exceptions.NonExistentDocumentException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task A_clean_tracked_document_changed_by_a_listener_is_not_saved_but_a_dirty_one_is()
    {
        await using var store = Store();
        var clean = new Doc { Name = "clean" };
        var dirty = new Doc { Name = "dirty" };
        await SaveAsync(store, clean, dirty);
        await using var session = store.DirtyTrackedSession();
        var first = (await session.LoadAsync<Doc>(clean.Id))!;
        var second = (await session.LoadAsync<Doc>(dirty.Id))!;
        second.Name = "dirtier";
        session.Listeners.Add(new Recorder([])
        {
            Before = s =>
            {
                s.PendingChanges.Updates().ShouldBe([second]);
                first.Name = "by listener";
                second.Name = "by listener";
            },
        });
        await session.SaveChangesAsync();
        (await LoadAsync<Doc>(store, clean.Id))!.Name.ShouldBe("clean");
        (await LoadAsync<Doc>(store, dirty.Id))!.Name.ShouldBe("by listener");
    }

    [Fact]
    public async Task An_exception_before_the_save_aborts_it()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Doc();
        session.Listeners.Add(new Recorder([]) { Before = _ => throw new TimeoutException("mine") });
        session.Store(document);
        (await Should.ThrowAsync<TimeoutException>(() => session.SaveChangesAsync())).Message.ShouldBe("mine");
        (await LoadAsync<Doc>(store, document.Id)).ShouldBeNull();
        session.PendingChanges.Updates().ShouldBe([document]);
    }

    [Fact]
    public async Task After_the_commit_the_changes_are_told_and_further_ones_are_lost()
    {
        await using var store = Store();
        var gone = new Doc();
        await SaveAsync(store, gone);
        await using var session = store.LightweightSession();
        var lost = new Doc();
        var stored = new Doc();
        var inserted = new Doc();
        IChangeSet? changes = null;
        session.Listeners.Add(new Recorder([])
        {
            After = async (s, commit) =>
            {
                changes = commit.Clone();
                s.PendingChanges.Operations().Count().ShouldBe(3);
                (await LoadAsync<Doc>(store, stored.Id)).ShouldNotBeNull();
                s.Store(lost);
            },
        });
        session.Store(stored);
        session.Insert(inserted);
        session.Delete(gone);
        await session.SaveChangesAsync();
        changes!.Updated.ShouldBe([stored]);
        changes.Inserted.ShouldBe([inserted]);
        changes.Deleted.Single().Id.ShouldBe(gone.Id);
        changes.Deleted.Single().Document.ShouldBe(gone);
        session.PendingChanges.Operations().ShouldBeEmpty();
        (await LoadAsync<Doc>(store, lost.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task An_exception_after_the_commit_comes_out_although_the_data_is_there()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Doc();
        session.Listeners.Add(new Recorder([]) { After = (_, _) => throw new TimeoutException("late") });
        session.Store(document);
        await Should.ThrowAsync<TimeoutException>(() => session.SaveChangesAsync());
        (await LoadAsync<Doc>(store, document.Id)).ShouldNotBeNull();
        session.PendingChanges.Operations().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_listener_may_save_another_session()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var other = new Doc { Name = "other" };
        session.Listeners.Add(new Nested(store, other));
        session.Store(new Doc());
        await session.SaveChangesAsync();
        (await LoadAsync<Doc>(store, other.Id)).ShouldNotBeNull();
    }

    private sealed class Nested(IDocumentStore store, Doc document) : DocumentSessionListenerBase
    {
        public override async Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
        {
            await using var inner = store.LightweightSession();
            inner.Store(document);
            await inner.SaveChangesAsync(token);
        }
    }
}
