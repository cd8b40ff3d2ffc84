using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Schema;

namespace MartenFacts.Documentation;

/// <summary>The page "Full Text Searching": the ways to define an index.</summary>
public class FullTextIndexPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private new async Task<string> IndexesAsync(string table) =>
        string.Join(';', (await base.IndexesAsync(table)).Values.Where(i => i.Contains("to_tsvector", StringComparison.Ordinal)));

    private static async Task<string[]> FoundAsync(IQueryable<User> users) => await NamesAsync(users);

    [Fact]
    public async Task The_whole_document_or_one_member_is_indexed()
    {
        await using var whole = await UsersAsync(o => o.Schema.For<User>().FullTextIndex());
        (await FoundAsync(whole.Query<User>().Where(x => x.Search("Miller")))).ShouldBe(["jeremy", "max"]);
        (await IndexesAsync("mt_doc_user")).ShouldContain("english");
    }

    [Fact]
    public async Task Members_are_indexed_and_nothing_else_is_searched()
    {
        await using var session = await UsersAsync(o => o.Schema.For<User>().FullTextIndex(x => x.FirstName, x => x.UserName));

        (await FoundAsync(session.Query<User>().Where(x => x.PlainTextSearch("Jeremy")))).ShouldBe(["jeremy"]);
        (await FoundAsync(session.Query<User>().Where(x => x.Search("Miller")))).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_index_has_a_name_and_a_language_of_its_own()
    {
        await using var session = await UsersAsync(o => o.Schema.For<User>().FullTextIndex(
            index =>
            {
                index.Name = "mt_custom_italian_user_fts_idx";
                index.RegConfig = "italian";
            },
            x => x.FirstName,
            x => x.LastName));

        (await FoundAsync(session.Query<User>().Where(x => x.PhraseSearch("Jeremy Miller", "italian")))).ShouldBe(["jeremy"]);
        (await IndexesAsync("mt_doc_user")).ShouldContain("mt_custom_italian_user_fts_idx");
        (await IndexesAsync("mt_doc_user")).ShouldContain("italian");
    }

    [Fact]
    public async Task Each_language_has_an_index_of_its_own()
    {
        await using var session = await UsersAsync(o => o.Schema.For<User>().FullTextIndex(x => x.FirstName).FullTextIndex("italian", x => x.LastName));

        (await FoundAsync(session.Query<User>().Where(x => x.Search("Jeremy")))).ShouldBe(["jeremy"]);
        (await FoundAsync(session.Query<User>().Where(x => x.Search("Jones", "italian")))).ShouldBe(["lindsey"]);
        (await IndexesAsync("mt_doc_user")).Split(';').Length.ShouldBe(2);
    }

    [Fact]
    public async Task Attributes_define_indexes()
    {
        var store = Store();
        await SaveAsync(store, new Book { Title = "Sailing", Author = "Somebody" });
        await SaveAsync(store, new BlogPost { Category = "LifeStyle", EnglishText = "There are cats", ItalianText = "Ci sono gatti", FrenchText = "Il y a des chats" });
        await SaveAsync(store, new Details { Text = "libri" });
        await using var session = store.QuerySession();

        (await session.Query<Book>().CountAsync(x => x.Search("somebody"))).ShouldBe(1);
        (await session.Query<BlogPost>().Where(x => x.Category == "LifeStyle").Where(x => x.PhraseSearch("cats")).CountAsync()).ShouldBe(1);
        (await session.Query<BlogPost>().CountAsync(x => x.WebStyleSearch("gatto", "italian"))).ShouldBe(1);
        (await session.Query<BlogPost>().CountAsync(x => x.PlainTextSearch("chat", "french"))).ShouldBe(1);
        (await session.Query<Details>().CountAsync(x => x.Search("libro", "italian"))).ShouldBe(1);
        (await IndexesAsync("mt_doc_fulltextindexpagetests_blogpost")).Split(';').Length.ShouldBe(3);
        (await IndexesAsync("mt_doc_fulltextindexpagetests_details")).ShouldContain("mt_custom_user_details_fts_idx");
    }

    [FullTextIndex]
    public class Book
    {
        public Guid Id { get; set; }

        public string Title { get; set; } = "";

        public string Author { get; set; } = "";
    }

    public class Details
    {
        public Guid Id { get; set; }

        [FullTextIndex(IndexName = "mt_custom_user_details_fts_idx", RegConfig = "italian")]
        public string Text { get; set; } = "";
    }

    public class BlogPost
    {
        public Guid Id { get; set; }

        public string Category { get; set; } = "";

        [FullTextIndex]
        public string EnglishText { get; set; } = "";

        [FullTextIndex(RegConfig = "italian")]
        public string ItalianText { get; set; } = "";

        [FullTextIndex(RegConfig = "french")]
        public string FrenchText { get; set; } = "";
    }
}
