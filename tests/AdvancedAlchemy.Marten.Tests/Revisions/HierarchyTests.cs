using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten;
using Marten.Services;
using Weasel.Storage;

namespace AdvancedAlchemy.Marten.Tests.Revisions;

/// <summary>Revisioned documents that are stored as a base class or as an interface.</summary>
public class HierarchyTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Plain
    {
        public Guid Id { get; set; }

        public string Name { get; set; } = "";
    }

    public class Guarded : Plain, IRevisioned
    {
        public int Version { get; set; }
    }

    public interface IPlain
    {
        Guid Id { get; set; }
    }

    public interface IGuarded : IRevisioned
    {
        Guid Id { get; set; }
    }

    public class Ship : UuidDocument, IPlain, IGuarded
    {
        public string Name { get; set; } = "";
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_revisioned_subclass_of_a_root_that_is_not_is_refused_with_the_cure(bool countsRevisions)
    {
        var store = Store(o => o.Schema.For<Plain>().UseNumericRevisions(countsRevisions).AddSubClass<Guarded>(), name: $"plain{countsRevisions}");
        foreach (var inserts in new[] { true, false })
        {
            await using var session = store.LightweightSession();
            Guarded guarded = new() { Id = Guid.NewGuid() };
            if (inserts) session.Insert(guarded);
            else session.Store(guarded);
            AssertNames(await Should.ThrowAsync<InvalidOperationException>(() => session.SaveChangesAsync()), "Guarded", "Plain");
        }

        await using var other = store.LightweightSession();
        AssertNames(Should.Throw<InvalidOperationException>(() => other.DeleteChecked(new Guarded())), "Guarded", "Plain");
        other.Store(new Plain());
        await other.SaveChangesAsync();
        (await other.Query<Plain>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_revisioned_class_stored_as_an_interface_that_is_not_is_refused_with_the_cure()
    {
        var store = Store(o => o.Schema.For<IPlain>().AddSubClass<Ship>());
        await using var session = store.LightweightSession();
        session.Store(new Ship());
        AssertNames(await Should.ThrowAsync<InvalidOperationException>(() => session.SaveChangesAsync()), "Ship", "IPlain");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_soft_deletable_root_that_is_not_revisioned_can_be_cleared_of_subclasses_saved_without_checks(bool where)
    {
        var store = Store(o => o.Schema.For<Plain>().SoftDeleted().AddSubClass<Guarded>(), name: $"soft{where}");
        Guarded guarded = new() { Id = Guid.NewGuid() };
        await using var unchecked_ = store.LightweightSession(new SessionOptions { ConcurrencyChecks = ConcurrencyChecks.Disabled });
        unchecked_.Store(guarded);
        await unchecked_.SaveChangesAsync();
        await using var session = store.LightweightSession();
        if (where) session.DeleteWhere<Guarded>(g => g.Id == guarded.Id);
        else session.Delete(guarded);
        await session.SaveChangesAsync();
        (await session.Query<Plain>().CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(DocumentTracking.None)]
    [InlineData(DocumentTracking.IdentityOnly)]
    [InlineData(DocumentTracking.DirtyTracking)]
    public async Task A_class_stored_as_a_revisioned_interface_is_saved_again_and_refused_when_stale(DocumentTracking tracking)
    {
        var store = Store(o => o.Schema.For<IGuarded>().AddSubClass<Ship>(), name: $"ship{tracking}");
        Ship ship = new() { Name = "first" };
        await using (var session = store.LightweightSession())
        {
            session.Store(ship);
            await session.SaveChangesAsync();
            ship.Version.ShouldBe(1);
            ship.Name = "second";
            session.Store(ship);
            await session.SaveChangesAsync();
            ship.Version.ShouldBe(2);
        }

        await using var ann = Open(store, tracking);
        await using var bob = Open(store, tracking);
        var hers = (Ship)(await ann.LoadAsync<IGuarded>(ship.Id))!;
        var his = (await bob.LoadAsync<Ship>(ship.Id))!;
        (hers.Version, his.Version).ShouldBe((2, 2));
        await RenameAsync(ann, hers, "hers");
        var refused = await Should.ThrowAsync<StaleDocumentException>(() => RenameAsync(bob, his, "his"));
        (refused.HeldRevision, refused.StoredRevision).ShouldBe((2, 3));

        await using var query = store.QuerySession();
        var read = (Ship)await query.Query<IGuarded>().SingleAsync();
        (read.Name, read.Version, hers.Version).ShouldBe(("hers", 3, 3));

        Task RenameAsync(IDocumentSession session, Ship document, string name)
        {
            document.Name = name;
            if (tracking != DocumentTracking.DirtyTracking) session.Store(document);
            return session.SaveChangesAsync();
        }
    }

    private static void AssertNames(InvalidOperationException failure, string type, string root)
    {
        failure.Message.ShouldStartWith($"{type} is IRevisioned, but is stored as {root}, which is not");
        failure.Message.ShouldEndWith($"Make {root} IRevisioned too.");
    }
}
