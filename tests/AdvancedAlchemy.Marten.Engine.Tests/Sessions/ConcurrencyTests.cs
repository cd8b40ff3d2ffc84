using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Metadata;
using Marten.Exceptions;
using Marten.Schema;
using Marten.Services;
using Weasel.Storage;

namespace AdvancedAlchemy.Marten.Engine.Tests.Sessions;

public class ConcurrencyTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [UseOptimisticConcurrency]
    public class Opt
    {
        public Guid Id { get; set; }

        public string? Name { get; set; }
    }

    public class Ver
    {
        public Guid Id { get; set; }

        [Version]
        public Guid Version { get; set; }

        public string? Name { get; set; }
    }

    public class Claim : IVersioned
    {
        public Guid Id { get; set; }

        public Guid Version { get; set; }

        public string? Name { get; set; }
    }

    public class Confused : IRevisioned
    {
        public Guid Id { get; set; }

        public int Version { get; set; }
    }

    public class IntVersion
    {
        public Guid Id { get; set; }

        [Version]
        public int Version { get; set; }
    }

    [Fact]
    public async Task A_new_document_inserts_freely_and_its_session_may_go_on()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Opt();
        session.Store(document);
        await session.SaveChangesAsync();
        session.VersionFor(document).ShouldNotBeNull();
        document.Name = "again";
        session.Store(document);
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task Storing_over_a_row_of_unknown_version_fails()
    {
        await using var store = Store();
        var document = new Opt();
        await SaveAsync(store, document);
        await using var session = store.LightweightSession();
        session.Store(document);
        var e = await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
        e.Message.ShouldBe($"Optimistic concurrency check failed for Opt #{document.Id}");
        e.Id.ShouldBe(document.Id);
        session.VersionFor(document).ShouldBeNull();
    }

    [Fact]
    public async Task A_loaded_document_saves_unless_it_was_changed_meanwhile()
    {
        await using var store = Store();
        var document = new Ver { Name = "a" };
        await SaveAsync(store, document);
        document.Version.ShouldNotBe(Guid.Empty);
        await using var first = store.LightweightSession();
        await using var second = store.IdentitySession();
        var mine = (await first.LoadAsync<Ver>(document.Id))!;
        var yours = (await second.LoadAsync<Ver>(document.Id))!;
        mine.Version.ShouldBe(document.Version);
        first.VersionFor(mine).ShouldBe(document.Version);
        first.Store(mine);
        await first.SaveChangesAsync();
        mine.Version.ShouldNotBe(document.Version);
        second.Update(yours);
        await Should.ThrowAsync<ConcurrencyException>(() => second.SaveChangesAsync());
    }

    [Fact]
    public async Task A_version_member_is_not_a_claim_but_an_expected_version_is()
    {
        await using var store = Store();
        var document = new Ver();
        await SaveAsync(store, document);
        await using var session = store.LightweightSession();
        session.Store(document);
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();
        session.UpdateExpectedVersion(document, document.Version);
        await session.SaveChangesAsync();
        session.UpdateExpectedVersion(document, Guid.NewGuid());
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task An_expected_version_of_a_missing_row_inserts_it()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var document = new Ver { Id = Guid.NewGuid() };
        session.UpdateExpectedVersion(document, Guid.NewGuid());
        await session.SaveChangesAsync();
        (await session.CheckExistsAsync<Ver>(document.Id)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_versioned_document_claims_its_own_version()
    {
        await using var store = Store();
        var document = new Claim();
        await SaveAsync(store, document);
        var stale = document.Version;
        await SaveAsync(store, document);
        await using var session = store.LightweightSession();
        session.Store(new Claim { Id = document.Id, Version = stale });
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();
        session.Store(new Claim { Id = document.Id });
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task Update_of_a_missing_row_is_a_conflict_and_insert_of_a_known_one_a_duplicate()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        session.Update(new Opt { Id = Guid.NewGuid() });
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();
        var known = new Opt();
        await SaveAsync(store, known);
        session.Insert(new Opt { Id = known.Id });
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task Deletions_are_not_checked()
    {
        await using var store = Store();
        var document = new Opt();
        await SaveAsync(store, document);
        await using var session = store.LightweightSession();
        session.Delete(document);
        await session.SaveChangesAsync();
        (await session.CheckExistsAsync<Opt>(document.Id)).ShouldBeFalse();
    }

    [Fact]
    public async Task Checks_can_be_disabled()
    {
        await using var store = Store();
        var document = new Opt();
        await SaveAsync(store, document);
        await using var session = store.LightweightSession(new SessionOptions { ConcurrencyChecks = ConcurrencyChecks.Disabled });
        session.Concurrency.ShouldBe(ConcurrencyChecks.Disabled);
        session.Store(document, new Opt());
        session.Update(new Opt { Id = document.Id });
        await session.SaveChangesAsync();
        session.Store(document);
        await session.SaveChangesAsync();
        session.Update(new Opt { Id = Guid.NewGuid() });
        await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task Failures_of_different_kinds_come_together()
    {
        await using var store = Store(o => o.Schema.For<Plain>());
        var document = new Opt();
        await SaveAsync(store, document);
        await using var session = store.LightweightSession();
        session.Store(document);
        session.Update(new Plain { Id = Guid.NewGuid() });
        var e = await Should.ThrowAsync<AggregateException>(() => session.SaveChangesAsync());
        e.InnerExceptions.Select(x => x.GetType()).ShouldBe([typeof(ConcurrencyException), typeof(NonExistentDocumentException)]);
    }

    [Fact]
    public async Task Of_racing_sessions_one_wins()
    {
        await using var store = Store();
        var document = new Claim();
        await SaveAsync(store, document);
        var sessions = Enumerable.Range(0, 12).Select(_ => store.LightweightSession()).ToArray();
        foreach (var session in sessions) session.Store((await session.LoadAsync<Claim>(document.Id))!);
        var outcomes = await Task.WhenAll(sessions.Select(s => Task.Run(async () =>
        {
            try
            {
                await s.SaveChangesAsync();
                return true;
            }
            catch (ConcurrencyException)
            {
                return false;
            }
        })));
        outcomes.Count(x => x).ShouldBe(1);
        foreach (var session in sessions) await session.DisposeAsync();
    }

    [Fact]
    public void Numeric_and_guid_versions_exclude_each_other()
    {
        using var store = Store(o => o.Schema.For<Confused>().UseOptimisticConcurrency(true));
        using var session = store.LightweightSession();
        Should.Throw<InvalidDocumentException>(() => session.Store(new Confused()))
            .Message.ShouldStartWith("Confused declares numeric revisions through its own type -- the member 'Version'");
    }

    [Fact]
    public void A_version_attribute_on_an_int_is_refused()
    {
        using var store = Store();
        using var session = store.LightweightSession();
        var e = Should.Throw<Exception>(() => session.Store(new IntVersion()));
        (e as ArgumentOutOfRangeException ?? e.InnerException).ShouldBeOfType<ArgumentOutOfRangeException>();
    }

    public class Plain
    {
        public Guid Id { get; set; }
    }
}
