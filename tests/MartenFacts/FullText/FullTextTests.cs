using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.FullText;

public class FullTextTests(PostgresFixture postgres) : FactsTest(postgres)
{
    private static readonly Essay[] Essays =
    [
        new() { Title = "Sailing boats", Body = "The cats were sailing over the sea.", By = new Author { Name = "Anna Müller" } },
        new() { Title = "Dogs", Body = "A dog never sails, it swims. Cats hate swimming dogs.", By = new Author { Name = "Bert Smith" } },
        new() { Title = "C# & SQL", Body = "It's a 'quoted' text: \\ and : * & | !", By = new Author { Name = "Carl Smithson" } },
    ];

    private async Task<DocumentStore> FilledAsync(Action<StoreOptions>? configure = null)
    {
        var store = Store(configure);
        await SaveAsync(store, Essays);
        return store;
    }

    private static async Task<string> TitlesAsync(IQueryable<Essay> query) =>
        string.Join(",", (await query.Select(e => e.Title).ToListAsync()).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_kind_of_search_finds_stemmed_words_in_the_whole_document()
    {
        var store = await FilledAsync(o => o.Schema.For<Essay>().FullTextIndex());
        await using var session = store.QuerySession();

        (await TitlesAsync(session.Query<Essay>().Where(e => e.Search("cat & sail")))).ShouldBe("Dogs,Sailing boats");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.Search("cat & !dog")))).ShouldBe("Sailing boats");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.PlainTextSearch("swimming cat")))).ShouldBe("Dogs");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.PhraseSearch("sailing over the sea")))).ShouldBe("Sailing boats");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.WebStyleSearch("cats -dogs")))).ShouldBe("Sailing boats");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.WebStyleSearch("\"quoted text\" or boats")))).ShouldBe("C# & SQL,Sailing boats");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.PrefixSearch("sail sea")))).ShouldBe("Sailing boats");
    }

    [Fact]
    public async Task A_search_combines_with_other_conditions()
    {
        var store = await FilledAsync();
        await using var session = store.QuerySession();

        (await TitlesAsync(session.Query<Essay>().Where(e => e.PlainTextSearch("cats") && e.Title != "Dogs"))).ShouldBe("Sailing boats");
        (await TitlesAsync(session.Query<Essay>().Where(e => !e.PlainTextSearch("cats")))).ShouldBe("C# & SQL");
    }

    [Fact]
    public async Task Operators_in_the_words_of_a_prefix_search_are_only_text()
    {
        var store = await FilledAsync();
        await using var session = store.QuerySession();

        (await TitlesAsync(session.Query<Essay>().Where(e => e.PrefixSearch("sail! | 'it''s' \\")))).ShouldBe("Dogs,Sailing boats");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.PrefixSearch("quot it's")))).ShouldBe("C# & SQL");
    }

    [Fact]
    public async Task Another_configuration_is_used_where_it_is_named()
    {
        var store = await FilledAsync(o => o.Schema.For<Essay>().FullTextIndex("simple").FullTextIndex("german", e => e.Title));
        await using var session = store.QuerySession();

        (await TitlesAsync(session.Query<Essay>().Where(e => e.Search("cat", "simple")))).ShouldBe("");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.Search("cats", "simple")))).ShouldBe("Dogs,Sailing boats");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.PlainTextSearch("dogs", "german")))).ShouldBe("Dogs");
        (await ScalarAsync<string>($"select string_agg(indexname, ',' order by indexname) from pg_indexes where schemaname = '{Schema}' and indexname like '%fts'"))
            .ShouldBe("mt_doc_essay_german_idx_fts,mt_doc_essay_simple_idx_fts");
    }

    [Fact]
    public async Task An_index_over_members_is_the_text_that_is_searched()
    {
        var store = await FilledAsync(o => o.Schema.For<Essay>().FullTextIndex(e => e.Title, e => e.By!.Name));
        await using var session = store.QuerySession();

        (await TitlesAsync(session.Query<Essay>().Where(e => e.PlainTextSearch("boats")))).ShouldBe("Sailing boats");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.PlainTextSearch("anna")))).ShouldBe("Sailing boats");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.PlainTextSearch("sea")))).ShouldBe("");
    }

    [Fact]
    public async Task A_search_uses_its_index_on_a_large_table()
    {
        var store = await FilledAsync(o => o.Schema.For<Essay>().FullTextIndex(e => e.Title, e => e.Body));
        await store.BulkInsertAsync(Enumerable.Range(0, 20_000).Select(i => new Essay { Title = $"title {i}", Body = $"number {i} of many" }).ToArray());
        await ExecuteAsync($"analyze {Schema}.mt_doc_essay");

        var plan = await ScalarAsync<string>(
            $"""
            explain (format json) select data from {Schema}.mt_doc_essay as d
            where to_tsvector('english'::regconfig, ((d.data ->> 'Title') || ' ' || (d.data ->> 'Body'))) @@ plainto_tsquery('english'::regconfig, 'boats')
            """);
        plan.ShouldContain("mt_doc_essay_idx_fts");
        await using var session = store.QuerySession();
        (await TitlesAsync(session.Query<Essay>().Where(e => e.PlainTextSearch("boats")))).ShouldBe("Sailing boats");
    }

    [Fact]
    public async Task Parts_of_words_are_found_by_ngrams()
    {
        var store = await FilledAsync(o => o.Schema.For<Essay>().NgramIndex(e => e.Title).NgramIndex(e => e.By!.Name));
        await using var session = store.QuerySession();

        (await TitlesAsync(session.Query<Essay>().Where(e => e.Title.NgramSearch("oat")))).ShouldBe("Sailing boats");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.By!.Name.NgramSearch("smi")))).ShouldBe("C# & SQL,Dogs");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.By!.Name.NgramSearch("mülle")))).ShouldBe("Sailing boats");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.Title.NgramSearch("xyz")))).ShouldBe("");
        (await TitlesAsync(session.Query<Essay>().Where(e => e.Title.NgramSearch("o'a\\t & |")))).ShouldBe("Sailing boats");
    }

    [Fact]
    public async Task The_indexes_match_the_configuration_after_they_were_made()
    {
        var store = Store(o => o.Schema.For<Essay>()
            .FullTextIndex().FullTextIndex("italian", e => e.Title).FullTextIndex(i => i.Name = "of_two", e => e.Title, e => e.Body).NgramIndex(e => e.Title));
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
        (await store.Storage.CreateMigrationAsync()).Difference.ShouldBe(Weasel.Core.SchemaPatchDifference.None);
    }

    [Fact]
    public async Task A_configuration_that_the_server_does_not_have_is_an_error_and_no_sql()
    {
        var store = await FilledAsync();
        await using var session = store.QuerySession();

        var e = await Should.ThrowAsync<Marten.Exceptions.MartenCommandException>(() => session.Query<Essay>().Where(x => x.Search("cat", "eng'; drop table x; --")).ToListAsync());
        e.InnerException.ShouldBeOfType<Npgsql.PostgresException>().SqlState.ShouldStartWith("42");
    }
}
