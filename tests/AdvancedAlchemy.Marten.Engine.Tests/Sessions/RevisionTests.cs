using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten;
using Marten.Schema;
using Weasel.Core;
using Weasel.Storage;

namespace AdvancedAlchemy.Marten.Engine.Tests.Sessions;

public class RevisionTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Num
    {
        public Guid Id { get; set; }

        [Version]
        public long Version { get; set; }
    }

    public class Rev : IRevisioned
    {
        public Guid Id { get; set; }

        public int Version { get; set; }
    }

    public class Long : ILongVersioned
    {
        public Guid Id { get; set; }

        public long Version { get; set; }
    }

    public class Bare
    {
        public Guid Id { get; set; }
    }

    public class Explicit : IRevisioned
    {
        public Guid Id { get; set; }

        int IRevisioned.Version { get; set; }
    }

    public class Plain
    {
        public Guid Id { get; set; }
    }

    private async Task<Guid> AtTwoAsync(IDocumentStore store)
    {
        var document = new Num();
        await SaveAsync(store, document);
        await SaveAsync(store, document);
        document.Version.ShouldBe(2);
        return document.Id;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(99)]
    public async Task Store_always_advances_whatever_the_member_says(long version)
    {
        await using var store = Store();
        var document = new Num { Id = await AtTwoAsync(store), Version = version };
        await SaveAsync(store, document);
        document.Version.ShouldBe(3);
        (await LoadAsync<Num>(store, document.Id))!.Version.ShouldBe(3);
    }

    [Fact]
    public async Task Update_advances_and_a_missing_row_is_a_conflict()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Num { Id = await AtTwoAsync(store) };
        session.Update(document);
        await session.SaveChangesAsync();
        document.Version.ShouldBe(3);
        session.Update(new Num { Id = Guid.NewGuid() });
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task Insert_begins_at_one_whatever_the_member_says()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Num { Version = 42 };
        session.Insert(document);
        await session.SaveChangesAsync();
        document.Version.ShouldBe(1);
        session.Insert(new Num { Id = document.Id });
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_revision_that_is_taken_is_a_conflict(long revision)
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Num { Id = await AtTwoAsync(store) };
        session.UpdateRevision(document, revision);
        var e = await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
        e.Message.ShouldBe($"Optimistic concurrency check failed for Num #{document.Id}");
        (await LoadAsync<Num>(store, document.Id))!.Version.ShouldBe(2);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(3, 3)]
    [InlineData(10, 10)]
    public async Task A_later_revision_is_taken(long revision, long expected)
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Num { Id = await AtTwoAsync(store) };
        session.UpdateRevision(document, revision);
        await session.SaveChangesAsync();
        document.Version.ShouldBe(expected);
    }

    [Theory]
    [InlineData(2, 2, 0)]
    [InlineData(3, 3, 3)]
    [InlineData(10, 10, 10)]
    public async Task A_tried_revision_is_written_or_not_without_an_error(long revision, long stored, long member)
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Num { Id = await AtTwoAsync(store) };
        session.TryUpdateRevision(document, revision);
        await session.SaveChangesAsync();
        document.Version.ShouldBe(member);
        (await LoadAsync<Num>(store, document.Id))!.Version.ShouldBe(stored);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_missing_row_is_inserted_at_the_revision(bool tries)
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Num { Id = Guid.NewGuid() };
        if (tries) session.TryUpdateRevision(document, 7);
        else session.UpdateRevision(document, 7);
        await session.SaveChangesAsync();
        document.Version.ShouldBe(7);
    }

    [Fact]
    public async Task A_revision_of_a_plain_type_is_a_plain_store()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Plain();
        session.UpdateRevision(document, 7);
        await session.SaveChangesAsync();
        session.UpdateRevision(document, 1);
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task The_marker_interfaces_choose_the_column()
    {
        await using var store = Store(o => o.Schema.For<Bare>().UseNumericRevisions(true));
        var rev = new Rev();
        var large = new Long();
        var bare = new Bare();
        var hidden = new Explicit();
        await SaveAsync<object>(store, rev, large, bare, hidden);
        await SaveAsync<object>(store, rev, large, bare, hidden);
        (rev.Version, large.Version).ShouldBe((2, 2L));
        (await ScalarAsync<string>(TypeOf("rev"))).ShouldBe("integer");
        (await ScalarAsync<string>(TypeOf("long"))).ShouldBe("bigint");
        (await ScalarAsync<string>(TypeOf("bare"))).ShouldBe("bigint");
        (await LoadAsync<Rev>(store, rev.Id))!.Version.ShouldBe(2);
        await using var session = store.LightweightSession();
        var metadata = (await session.MetadataForAsync(bare))!;
        (metadata.CurrentRevision, metadata.CurrentRevisionInt32, metadata.CurrentVersion).ShouldBe((2L, 2, Guid.Empty));
        session.VersionFor(rev).ShouldBeNull();
    }

    [Fact]
    public async Task Dirty_saves_count_one_by_one()
    {
        await using var store = Store();
        var document = new Rev();
        await SaveAsync(store, document);
        await using var session = store.DirtyTrackedSession();
        var loaded = (await session.LoadAsync<Rev>(document.Id))!;
        await session.SaveChangesAsync();
        loaded.Version.ShouldBe(1);
        session.Store(loaded);
        await session.SaveChangesAsync();
        session.Store(loaded);
        await session.SaveChangesAsync();
        loaded.Version.ShouldBe(3);
        await session.SaveChangesAsync();
        loaded.Version.ShouldBe(3);
    }

    [Fact]
    public async Task A_listener_can_ask_for_a_revision()
    {
        await using var store = Store(o => o.Listeners.Add(new Sentinel()));
        var document = new Rev();
        await SaveAsync(store, document);
        document.Version.ShouldBe(1);
        await SaveAsync(store, document);
        document.Version.ShouldBe(2);
        await using var session = store.LightweightSession();
        session.Store(new Rev { Id = document.Id, Version = 1 });
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task Disabled_checks_make_every_revision_the_next()
    {
        await using var store = Store();
        var id = await AtTwoAsync(store);
        await using var session = store.LightweightSession(new global::Marten.Services.SessionOptions { ConcurrencyChecks = ConcurrencyChecks.Disabled });
        session.UpdateRevision(new Num { Id = id }, 1);
        await session.SaveChangesAsync();
    }

    private string TypeOf(string type) =>
        $"select data_type from information_schema.columns where table_schema = '{Schema}' and table_name = 'mt_doc_revisiontests_{type}' and column_name = 'mt_version'";

    private sealed class Sentinel : DocumentSessionListenerBase
    {
        public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
        {
            foreach (var operation in session.PendingChanges.Operations().OfType<IDocumentStorageOperation>())
            {
                if (operation is IRevisionedOperation revisioned && operation.Document is IRevisioned document && operation.Role() != OperationRole.Insert)
                {
                    revisioned.Revision = document.Version + 1;
                }
            }

            return Task.CompletedTask;
        }
    }
}
