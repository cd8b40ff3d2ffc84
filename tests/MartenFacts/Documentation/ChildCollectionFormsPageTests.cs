using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Documentation;

/// <summary>The page "Querying within Child Collections": each type that a collection may have.</summary>
public class ChildCollectionFormsPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private async Task<IDocumentSession> TeamsAsync()
    {
        var session = Store(o => o.UseSystemTextJsonForSerialization(configure: j => j.IncludeFields = true)).LightweightSession();
        session.Store(
            new Team { Name = "one", Users = [new User { UserName = "a", Age = 1 }], Companies = [new Company { Name = "Jeremy" }], Names = ["Corey", "Luke"], NameList = ["Phillip"], NameList2 = ["Jens"] },
            new Team { Name = "two", Companies = [new Company { Name = "Max" }], Names = ["Ben"], NameList = ["Phillip"], NameList2 = [], Numbers = [1, 2], Colors = [Color.Red] },
            new Team { Name = "three", Numbers = [3], Colors = [Color.Blue, Color.Red], Ids = [Users[0].Id] });
        await session.SaveChangesAsync();
        return session;
    }

    private static async Task<string> FoundAsync(IQueryable<Team> teams) => string.Join(',', (await teams.ToListAsync()).Select(t => t.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Fields_and_lists_of_every_kind_are_searched()
    {
        await using var session = await TeamsAsync();
        string[] searched = ["Ben", "Luke"];

        (await FoundAsync(session.Query<Team>().Where(x => x.Companies.Any(c => c.Name == "Jeremy")))).ShouldBe("one");
        (await FoundAsync(session.Query<Team>().Where(x => x.Users.Any(u => u.UserName == "a" && u.Age == 1)))).ShouldBe("one");
        (await FoundAsync(session.Query<Team>().Where(x => x.Names.Contains("Corey")))).ShouldBe("one");
        (await FoundAsync(session.Query<Team>().Where(x => x.NameList.Contains("Phillip")))).ShouldBe("one,two");
        (await FoundAsync(session.Query<Team>().Where(x => x.NameList2.Contains("Jens")))).ShouldBe("one");
        (await FoundAsync(session.Query<Team>().Where(x => x.Names.Any(n => n == "Luke")))).ShouldBe("one");
        (await FoundAsync(session.Query<Team>().Where(x => x.Names.Any(n => searched.Contains(n))))).ShouldBe("one,two");
        (await FoundAsync(session.Query<Team>().Where(x => x.Companies.Any(c => c.Name == "Jeremy")).Where(x => x.Names.Contains("Corey")).Where(x => x.NameList2.Contains("Jens")))).ShouldBe("one");
    }

    [Fact]
    public async Task Collections_that_do_not_contain_a_value_are_found()
    {
        await using var session = await TeamsAsync();

        (await session.Query<Team>().CountAsync(x => !x.Names.Contains("Corey"))).ShouldBe(2);
        (await session.Query<Team>().CountAsync(x => !x.NameList.Contains("Phillip"))).ShouldBe(1);
    }

    [Fact]
    public async Task Values_of_any_type_are_searched_for()
    {
        await using var session = await TeamsAsync();

        (await FoundAsync(session.Query<Team>().Where(x => x.Numbers.Contains(3)))).ShouldBe("three");
        (await FoundAsync(session.Query<Team>().Where(x => x.Colors.Contains(Color.Red)))).ShouldBe("three,two");
        (await FoundAsync(session.Query<Team>().Where(x => x.Ids.Contains(Users[0].Id)))).ShouldBe("three");
        (await FoundAsync(session.Query<Team>().Where(x => x.Numbers.Any(n => n > 1)))).ShouldBe("three,two");
    }

    [Fact]
    public async Task One_of_several_values_and_sets_of_values()
    {
        await using var session = await TeamsAsync();
        var names = new[] { "one", "three" };

        (await FoundAsync(session.Query<Team>().Where(x => x.Name.IsOneOf(names)))).ShouldBe("one,three");
        (await FoundAsync(session.Query<Team>().Where(x => x.Name.In("two")))).ShouldBe("two");
        (await FoundAsync(session.Query<Team>().Where(x => x.Main.IsOneOf(Color.Green, Color.Red)))).ShouldBe("");
        (await FoundAsync(session.Query<Team>().Where(x => x.Names.IsSupersetOf("Corey")))).ShouldBe("one");
        (await FoundAsync(session.Query<Team>().Where(x => x.NameList.IsSubsetOf("Phillip", "Jens")))).ShouldBe("one,three,two");
    }

    [Fact]
    public async Task Collections_that_are_empty_or_have_a_number_of_elements()
    {
        await using var session = await TeamsAsync();

        (await FoundAsync(session.Query<Team>().Where(x => x.Names.IsEmpty()))).ShouldBe("three");
        (await FoundAsync(session.Query<Team>().Where(x => !x.Names.IsEmpty()))).ShouldBe("one,two");
        (await FoundAsync(session.Query<Team>().Where(x => x.Users.Any()))).ShouldBe("one");
        (await FoundAsync(session.Query<Team>().Where(x => x.Names.Length == 2))).ShouldBe("one");
        (await FoundAsync(session.Query<Team>().Where(x => x.NameList.Count() > 0 && x.Companies.Length > 0))).ShouldBe("one,two");
    }

    public class Company
    {
        public string Name { get; set; } = "";
    }

    public class Team
    {
        public Guid Id;

        public string Name = "";

        public Color Main;

        public IList<User> Users = [];

        public Company[] Companies = [];

        public string[] Names = [];

        public IList<string> NameList = [];

        public List<string> NameList2 = [];

        public int[] Numbers = [];

        public Color[] Colors = [];

        public List<Guid> Ids = [];
    }
}
