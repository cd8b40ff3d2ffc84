using AdvancedAlchemy.Marten.Testing;
using Marten;
using Weasel.Core;

namespace MartenFacts.Documentation;

/// <summary>The page "Document Hierarchies": several levels, with interfaces among them.</summary>
public class MultiLevelHierarchyPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private async Task<IQuerySession> SmurfsAsync(Action<StoreOptions> configure)
    {
        var store = Store(configure);
        await SaveAsync<ISmurf>(store, new Smurf { Ability = "Follow" }, new PapaSmurf { Ability = "Lead" }, new PapySmurf { Ability = "Lead" }, new BrainySmurf { Ability = "Invent" });
        return store.QuerySession();
    }

    private static async Task CheckAsync(IQuerySession session)
    {
        (await session.Query<ISmurf>().CountAsync()).ShouldBe(4);
        (await session.Query<Smurf>().CountAsync()).ShouldBe(4);
        (await session.Query<PapaSmurf>().CountAsync()).ShouldBe(2);
        (await session.Query<PapaSmurf>().CountAsync(x => x.Ability == "Invent")).ShouldBe(1);
        (await session.Query<IPapaSmurf>().CountAsync()).ShouldBe(3);
        (await session.Query<IPapaSmurf>().Where(x => x.Ability == "Invent").SingleAsync()).ShouldBeOfType<BrainySmurf>();
    }

    [Fact]
    public async Task Every_level_is_queried_when_the_types_are_named()
    {
        await using var session = await SmurfsAsync(o => o.Schema.For<ISmurf>()
            .AddSubClassHierarchy(typeof(Smurf), typeof(PapaSmurf), typeof(PapySmurf), typeof(IPapaSmurf), typeof(BrainySmurf))
            .GinIndexJsonData());

        await CheckAsync(session);
    }

    [Fact]
    public async Task Every_level_is_queried_when_the_assembly_is_searched()
    {
        await using var session = await SmurfsAsync(o => o.Schema.For<ISmurf>().AddSubClassHierarchy());

        await CheckAsync(session);
    }

    [Fact]
    public async Task Types_have_aliases_of_their_own()
    {
        await using var session = await SmurfsAsync(o => o.Schema.For<ISmurf>()
            .AddSubClassHierarchy(typeof(Smurf), new MappedType(typeof(PapaSmurf), "papa"), typeof(PapySmurf), typeof(IPapaSmurf), typeof(BrainySmurf)));

        await CheckAsync(session);
        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_doc_multilevelhierarchypagetests_ismurf where mt_doc_type = 'papa'")).ShouldBe(1);
    }

    [Fact]
    public async Task Members_in_camel_case_are_found_at_every_level()
    {
        await using var session = await SmurfsAsync(o =>
        {
            o.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase);
            o.Schema.For<ISmurf>().AddSubClassHierarchy(typeof(Smurf), typeof(PapaSmurf), typeof(PapySmurf), typeof(IPapaSmurf), typeof(BrainySmurf));
        });

        await CheckAsync(session);
    }

    [Fact]
    public async Task Subclasses_are_added_by_type_or_by_object()
    {
        await using var session = await UsersAsync(o => o.Schema.For<User>().AddSubClass<AdminUser>().AddSubClass(typeof(SuperUser)));
        session.Store(new SuperUser { UserName = "super" });
        await session.SaveChangesAsync();

        (await session.Query<User>().CountAsync()).ShouldBe(5);
        (await session.Query<SuperUser>().SingleAsync()).UserName.ShouldBe("super");
        (await session.Query<AdminUser>().CountAsync()).ShouldBe(0);
    }

    public interface ISmurf
    {
        string Ability { get; set; }

        Guid Id { get; set; }
    }

    public class Smurf : ISmurf
    {
        public string Ability { get; set; } = "";

        public Guid Id { get; set; }
    }

    public interface IPapaSmurf : ISmurf;

    public class PapaSmurf : Smurf, IPapaSmurf;

    public class PapySmurf : Smurf, IPapaSmurf;

    public class BrainySmurf : PapaSmurf;
}
