using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Metadata;
using Marten;
using Marten.Linq;
using Marten.Linq.MatchesSql;
using Marten.Patching;
using Weasel.Core;

namespace MartenFacts.Running;

/// <summary>Whatever is the first thing that anybody does with a type of documents makes its table.</summary>
public class FirstUseTests(PostgresFixture postgres) : FactsTest(postgres)
{
    public class Person
    {
        public Guid Id { get; set; }

        public string Name { get; set; } = "";

        public Guid HouseId { get; set; }
    }

    public sealed class Employee : Person;

    public sealed class House
    {
        public Guid Id { get; set; }

        public string Street { get; set; } = "";
    }

    public sealed class Paper : ISoftDeleted
    {
        public int Id { get; set; }

        public bool Deleted { get; set; }

        public DateTimeOffset? DeletedAt { get; set; }
    }

    public sealed class Contract : IRevisioned
    {
        public string Id { get; set; } = "";

        public int Version { get; set; }
    }

    public sealed class Named : ICompiledQuery<Person, Person?>
    {
        public string Name { get; set; } = "ada";

        public System.Linq.Expressions.Expression<Func<IMartenQueryable<Person>, Person?>> QueryIs() => q => q.FirstOrDefault(p => p.Name == Name);
    }

    private static readonly Guid Nobody = Guid.NewGuid();

    private static readonly Dictionary<string, Action<IDocumentSession>> Saves = new()
    {
        ["Store"] = s => s.Store(new Person(), new Person()),
        ["Insert"] = s => s.Insert(new Employee()),
        ["StoreObjects"] = s => s.StoreObjects([new Person(), new House(), new Paper()]),
        ["Delete"] = s => s.Delete<Person>(Nobody),
        ["Delete of a subclass"] = s => s.Delete<Employee>(Nobody),
        ["DeleteWhere"] = s => s.DeleteWhere<Person>(p => p.Name == "ada"),
        ["HardDelete"] = s => s.HardDelete<Paper>(1),
        ["HardDeleteWhere"] = s => s.HardDeleteWhere<Paper>(p => p.Id == 1),
        ["UndoDeleteWhere"] = s => s.UndoDeleteWhere<Paper>(p => p.Id == 1),
        ["Patch"] = s => s.Patch<Person>(p => p.Name == "ada").Set(p => p.Name, "bob"),
        ["Patch of one"] = s => s.Patch<Employee>(Nobody).Set(p => p.Name, "bob"),
        ["UpdateRevision"] = s => s.UpdateRevision(new Contract { Id = "1" }, 1),
        ["for another tenant"] = s => s.ForTenant("b").Store(new House()),
    };

    private static readonly Dictionary<string, Func<IQuerySession, Task>> Reads = new()
    {
        ["LoadAsync"] = async s => (await s.LoadAsync<Person>(Nobody)).ShouldBeNull(),
        ["LoadAsync of a subclass"] = async s => (await s.LoadAsync<Employee>(Nobody)).ShouldBeNull(),
        ["LoadManyAsync"] = async s => (await s.LoadManyAsync<Person>(Nobody)).ShouldBeEmpty(),
        ["CheckExistsAsync"] = async s => (await s.CheckExistsAsync<Person>(Nobody)).ShouldBeFalse(),
        ["MetadataForAsync"] = async s => (await s.MetadataForAsync(new Person { Id = Nobody })).ShouldBeNull(),
        ["FindByIdAsync"] = async s => (await s.Json.FindByIdAsync<Person>(Nobody)).ShouldBeNull(),
        ["StreamById"] = async s => (await s.Json.StreamById<Person>(Nobody, new MemoryStream())).ShouldBeFalse(),
        ["Query"] = async s => (await s.Query<Person>().ToListAsync()).ShouldBeEmpty(),
        ["Query of a subclass"] = async s => (await s.Query<Employee>().CountAsync()).ShouldBe(0),
        ["Any"] = async s => (await s.Query<Person>().AnyAsync()).ShouldBeFalse(),
        ["Include"] = async s => (await s.Query<Person>().Include(p => p.HouseId, new List<House>()).ToListAsync()).ShouldBeEmpty(),
        ["GroupJoin"] = async s => (await s.Query<Person>().GroupJoin(s.Query<House>(), p => p.HouseId, h => h.Id, (p, h) => new { p, h })
            .SelectMany(x => x.h.DefaultIfEmpty(), (x, h) => new { x.p.Name, h!.Street }).ToListAsync()).ShouldBeEmpty(),
        ["ToJsonArray"] = async s => (await s.Query<Person>().ToJsonArray()).ShouldBe("[]"),
        ["ToAsyncEnumerable"] = async s => (await s.Query<Person>().ToAsyncEnumerable().CountAsync()).ShouldBe(0),
        ["ExplainAsync"] = async s => (await s.Query<Person>().ExplainAsync()).ShouldNotBeNull(),
        ["a compiled query"] = async s => (await s.QueryAsync(new Named())).ShouldBeNull(),
        ["SQL"] = async s => (await s.QueryAsync<Person>("where data ->> 'Name' = ?", "ada")).ShouldBeEmpty(),
        ["advanced SQL"] = async s => (await s.AdvancedSql.QueryAsync<Person, House>(
            $"select row(p.id, p.data, p.mt_doc_type), row(h.id, h.data) from {s.DocumentStore.Options.Schema.For<Person>()} p join {s.DocumentStore.Options.Schema.For<House>()} h on true",
            CancellationToken.None)).ShouldBeEmpty(),
        ["MatchesSql"] = async s => (await s.Query<Person>().Where(p => p.MatchesSql("d.data ->> 'Name' = ?", "ada")).ToListAsync()).ShouldBeEmpty(),
        ["a batch"] = async s =>
        {
            var batch = s.CreateBatchQuery();
            var (one, other) = (batch.Load<House>(Nobody), batch.Query<Person>().Include(p => p.HouseId, new List<House>()).ToList());
            await batch.Execute();
            (await one).ShouldBeNull();
            (await other).ShouldBeEmpty();
        },
    };

    private static readonly Dictionary<string, Func<IDocumentStore, Task>> Administration = new()
    {
        ["BulkInsertAsync"] = s => s.BulkInsertAsync([new Person(), new Employee()]),
        ["BulkInsertAsync that overwrites"] = s => s.BulkInsertAsync([new Person(), new Employee()], BulkInsertMode.OverwriteExisting),
        ["BulkInsertDocumentsAsync"] = s => s.BulkInsertDocumentsAsync([new Person(), new House()]),
        ["DeleteAllDocumentsAsync"] = s => s.Advanced.Clean.DeleteAllDocumentsAsync(),
        ["DeleteDocumentsByTypeAsync"] = s => s.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(Person)),
        ["DeleteDocumentsByTypeAsync of a subclass"] = s => s.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(Employee)),
        ["DeleteDocumentsExceptAsync"] = s => s.Advanced.Clean.DeleteDocumentsExceptAsync(typeof(Person)),
        ["CompletelyRemoveAsync"] = s => s.Advanced.Clean.CompletelyRemoveAsync(typeof(Person)),
        ["CompletelyRemoveAllAsync"] = s => s.Advanced.Clean.CompletelyRemoveAllAsync(),
        ["ResetAllData"] = s => s.Advanced.ResetAllData(),
        ["ResetHiloSequenceFloor"] = s => s.Advanced.ResetHiloSequenceFloor<Paper>(100),
    };

    public static TheoryData<string> SaveNames => [.. Saves.Keys];

    public static TheoryData<string> ReadNames => [.. Reads.Keys];

    public static TheoryData<string> AdministrationNames => [.. Administration.Keys];

    private DocumentStore Empty() => Store(o => o.Schema.For<Person>().AddSubClass<Employee>());

    [Theory, MemberData(nameof(SaveNames))]
    public async Task A_save_is_the_first_of_all(string what)
    {
        await using var session = Empty().LightweightSession();
        Saves[what](session);
        await session.SaveChangesAsync();
    }

    [Theory, MemberData(nameof(ReadNames))]
    public async Task A_session_has_asked_before_anything_was_saved(string what)
    {
        await using var session = Empty().QuerySession();
        await Reads[what](session);
    }

    [Theory, MemberData(nameof(AdministrationNames))]
    public async Task A_store_is_looked_after_before_anything_was_saved(string what)
    {
        var store = Empty();
        await Administration[what](store);
        await SaveAsync(store, new Person(), new Employee());
    }
}
