using AdvancedAlchemy.Marten.Testing;
using JasperFx.Metadata;
using global::Marten;
using global::Marten.Exceptions;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>Queries written against interfaces, and members that are columns.</summary>
public sealed class TypedQueryTests(PostgresFixture postgres) : LinqTest(postgres)
{
    private static readonly Note[] Data = [new() { Id = "a/1", Name = "one" }, new() { Id = "b/2", Name = "two" }, new() { Id = "b/3" }];

    [Fact]
    public async Task Query_InGenericCode_FindsMembersOfTheInterface()
    {
        await using var session = (await StoreAsync(Data)).QuerySession();
        (await Find<Note>(session, "two"))!.Id.ShouldBe("b/2");
        IQueryable<INamed> named = session.Query<Note>();
        (await named.Where(x => x.Name == "one").ToListAsync()).Single().ShouldBeOfType<Note>();
    }

    [Fact]
    public async Task StringIds_CanBeSearched()
    {
        await using var session = (await StoreAsync(Data)).QuerySession();
        (await session.Query<Note>().CountAsync(x => x.Id.StartsWith("b/"))).ShouldBe(2);
        string[] ids = ["a/1", "zz"];
        (await session.Query<Note>().CountAsync(x => ids.Contains(x.Id))).ShouldBe(1);
        (await session.Query<Note>().CountAsync(x => ids.Contains(x.Id, null))).ShouldBe(1);
        await Should.ThrowAsync<BadLinqExpressionException>(() => session.Query<Note>().CountAsync(x => ids.Contains(x.Id, StringComparer.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task DeletedMember_ReplacesTheDefaultFilter()
    {
        using var store = NewStore("_soft");
        await store.BulkInsertAsync(Data);
        await using var session = store.LightweightSession();
        session.Delete(Data[0]);
        await session.SaveChangesAsync();

        (await session.Query<Note>().CountAsync()).ShouldBe(2);
        (await session.Query<Note>().CountAsync(x => x.Deleted)).ShouldBe(1);
        (await session.Query<Note>().CountAsync(x => !x.Deleted)).ShouldBe(2);
        (await session.Query<Note>().CountAsync(x => x.Deleted == false)).ShouldBe(2);
        (await session.Query<Note>().CountAsync(x => x.Deleted || x.Name != "none")).ShouldBe(2);
    }

    [Fact]
    public async Task NotEqual_LeavesOutNulls_AsMartenDoes()
    {
        await using var session = (await StoreAsync(Data)).QuerySession();
        (await session.Query<Note>().CountAsync(x => x.Name != "one")).ShouldBe(1);
        (await session.Query<Note>().CountAsync(x => !x.Name!.StartsWith("o"))).ShouldBe(1);
    }

    private static Task<T?> Find<T>(IQuerySession session, string name) where T : class, INamed => session.Query<T>().FirstOrDefaultAsync(x => x.Name == name);

    public interface INamed
    {
        string? Name { get; }
    }

    public sealed class Note : INamed, ISoftDeleted
    {
        public string Id { get; set; } = "";

        public string? Name { get; set; }

        public bool Deleted { get; set; }

        public DateTimeOffset? DeletedAt { get; set; }
    }
}
