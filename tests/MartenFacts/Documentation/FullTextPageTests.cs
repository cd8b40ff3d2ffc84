using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Documentation;

/// <summary>The page "Full Text Searching".</summary>
public class FullTextPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private static readonly BlogPost[] Posts =
    [
        new() { Title = "Sailing", Text = "The cats were sailing over the sea" },
        new() { Title = "Dogs", Text = "A dog never sails" },
        new() { Title = "Sailors", Text = "Nothing of interest" },
    ];

    private async Task<IDocumentSession> PostsAsync(Action<StoreOptions>? configure = null)
    {
        var store = Store(configure ?? (o => o.Schema.For<BlogPost>().FullTextIndex()));
        await SaveAsync(store, Posts);
        return store.LightweightSession();
    }

    [Fact]
    public async Task A_session_searches_in_each_way()
    {
        await using var session = await PostsAsync();

        Titles(await session.SearchAsync<BlogPost>("cat & sail")).ShouldBe("Sailing");
        Titles(await session.PlainTextSearchAsync<BlogPost>("sailing cats")).ShouldBe("Sailing");
        Titles(await session.PhraseSearchAsync<BlogPost>("over the sea")).ShouldBe("Sailing");
        Titles(await session.WebStyleSearchAsync<BlogPost>("sails -cat")).ShouldBe("Dogs");
        Titles(await session.PrefixSearchAsync<BlogPost>("sail")).ShouldBe("Dogs,Sailing,Sailors");
        Titles(await session.SearchAsync<BlogPost>("sailing", "simple")).ShouldBe("Sailing");
        Titles(await session.PrefixSearchAsync<BlogPost>("noth", "simple")).ShouldBe("Sailors");
    }

    [Fact]
    public async Task Searches_are_conditions_of_queries()
    {
        await using var session = await PostsAsync();

        Titles(await session.Query<BlogPost>().Where(x => x.Search("sail")).ToListAsync()).ShouldBe("Dogs,Sailing");
        Titles(await session.Query<BlogPost>().Where(x => x.Title == "Dogs" && x.PlainTextSearch("sails")).ToListAsync()).ShouldBe("Dogs");
        Titles(await session.Query<BlogPost>().Where(x => x.PhraseSearch("never sails")).ToListAsync()).ShouldBe("Dogs");
        Titles(await session.Query<BlogPost>().Where(x => x.WebStyleSearch("cats or dogs")).ToListAsync()).ShouldBe("Dogs,Sailing");
    }

    [Fact]
    public async Task A_session_searches_the_documents_of_its_tenant_only()
    {
        await using var session = await PostsAsync(o =>
        {
            o.Policies.AllDocumentsAreMultiTenanted();
            o.Schema.For<BlogPost>().FullTextIndex();
        });

        (await session.ForTenant("other").SearchAsync<BlogPost>("sail")).ShouldBeEmpty();
        Titles(await session.SearchAsync<BlogPost>("sail")).ShouldBe("Dogs,Sailing");
    }

    [Fact]
    public async Task Ngrams_find_parts_of_words()
    {
        await using var session = await PostsAsync(o => o.Schema.For<BlogPost>().NgramIndex(x => x.Title));

        Titles(await session.Query<BlogPost>().Where(x => x.Title.NgramSearch("ail")).ToListAsync()).ShouldBe("Sailing,Sailors");
    }

    [Fact]
    public async Task What_is_most_like_the_term_comes_first_by_its_ngram_rank()
    {
        await using var session = await PostsAsync(o => o.Schema.For<BlogPost>().NgramIndex(x => x.Title));
        session.Store(new BlogPost { Title = "Sailing sailing sailing away" });
        await session.SaveChangesAsync();

        var ranked = await session.Query<BlogPost>().Where(x => x.Title.NgramSearch("sail")).OrderByNgramRank(x => x.Title, "sailing").Select(x => x.Title).ToListAsync();

        ranked.Count.ShouldBe(3);
        ranked[^1].ShouldBe("Sailors");
        (await session.Query<BlogPost>().OrderByNgramRank(x => x.Title, "dogs").Select(x => x.Title).FirstAsync()).ShouldBe("Dogs");
    }

    private static string Titles(IReadOnlyList<BlogPost> posts) => string.Join(",", posts.Select(p => p.Title).Order(StringComparer.Ordinal));

    public class BlogPost
    {
        public Guid Id { get; set; }

        public string Title { get; set; } = "";

        public string Text { get; set; } = "";
    }
}
