using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Running;

public class AdvancedSqlTests(PostgresFixture postgres) : RunningTest(postgres)
{
    [Fact]
    public async Task One_type_is_read_from_the_columns_of_the_row()
    {
        var store = await LibraryAsync();
        await using var session = store.LightweightSession();
        var table = session.DocumentStore.Options.Schema.For<Book>();

        (await session.AdvancedSql.QueryAsync<Book>($"select id, data from {table} where data ->> 'Title' = ?", CancellationToken.None, "Beta")).Single().Pages.ShouldBe(200);
        (await session.AdvancedSql.QueryAsync<Book>($"select data from {table} order by data ->> 'Title' limit 1", CancellationToken.None)).Single().Pages.ShouldBe(400);
        (await session.AdvancedSql.QueryAsync<long>($"select count(*) from {table}", CancellationToken.None)).ShouldBe([5]);
        (await session.AdvancedSql.QueryAsync<string>($"select data ->> 'Title' from {table} where id = ?", CancellationToken.None, Books[0].Id)).ShouldBe(["Alpha"]);
        (await session.AdvancedSql.QueryAsync<Summary>(
            $"select jsonb_build_object('Name', data ->> 'Title', 'Size', data -> 'Pages') from {table} where data ->> 'Title' = ?", CancellationToken.None, "Gamma"))
            .ShouldBe([new Summary("Gamma", 300)]);
    }

    [Fact]
    public async Task Several_types_are_read_from_a_row_each()
    {
        var store = await LibraryAsync();
        await using var session = store.LightweightSession();
        var table = session.DocumentStore.Options.Schema.For<Book>();

        var pairs = await session.AdvancedSql.QueryAsync<Book, long>(
            $"select row(a.id, a.data), row(count(*) over()) from {table} a where (a.data ->> 'Pages')::int > ? order by (a.data ->> 'Pages')::int", CancellationToken.None, 300);
        pairs.Select(p => (p.Item1.Pages, p.Item2)).ShouldBe([(400, 2), (500, 2)]);

        var triples = await session.AdvancedSql.QueryAsync<Book, Summary, string>(
            $"select row(a.id, a.data), row(jsonb_build_object('Name', 'x', 'Size', 1)), row(a.data ->> 'Title') from {table} a order by (a.data ->> 'Pages')::int", CancellationToken.None);
        triples.Count.ShouldBe(5);
        triples[0].Item1.Title.ShouldBe("Alpha");
        triples[0].Item2.ShouldBe(new Summary("x", 1));
        triples[0].Item3.ShouldBe("Alpha");
        triples[4].Item3.ShouldBeNull();
    }

    [Fact]
    public async Task A_document_that_an_outer_join_did_not_find_is_null()
    {
        var store = await LibraryAsync();
        await using var session = store.LightweightSession();
        var table = session.DocumentStore.Options.Schema.For<Book>();

        var rows = await session.AdvancedSql.QueryAsync<Book, Book>(
            $"select row(a.id, a.data), row(b.id, b.data) from {table} a left join {table} b on (b.data ->> 'Pages')::int = (a.data ->> 'Pages')::int + 400", CancellationToken.None);

        rows.Single(r => r.Item2 is not null).Item1.Pages.ShouldBe(100);
        rows.Count(r => r.Item2 is null).ShouldBe(4);
    }

    [Fact]
    public async Task Another_placeholder_leaves_the_question_mark_to_jsonb()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        var table = session.DocumentStore.Options.Schema.For<Book>();

        (await session.AdvancedSql.QueryAsync<Book>('^', $"select data from {table} where data -> 'Tags' ? ^", CancellationToken.None, "a")).Single().Title.ShouldBe("Alpha");
        await Should.ThrowAsync<InvalidOperationException>(session.AdvancedSql.QueryAsync<Book>($"select data from {table} where id = ?", CancellationToken.None));
    }

    [Fact]
    public async Task Metadata_columns_follow_the_body_and_identity_sessions_know_what_they_read()
    {
        var store = Store(o => o.Schema.For<Versioned>().UseOptimisticConcurrency(true));
        var document = new Versioned { Id = Guid.NewGuid() };
        await SaveAsync(store, document);
        await using var session = store.IdentitySession();
        var table = session.DocumentStore.Options.Schema.For<Versioned>();

        var row = (await session.AdvancedSql.QueryAsync<Versioned, int>($"select row(id, data, mt_version), row(1) from {table}", CancellationToken.None)).Single();
        row.Item1.Version.ShouldBe(document.Version);
        row.Item1.Version.ShouldNotBe(Guid.Empty);
        (await session.LoadAsync<Versioned>(document.Id)).ShouldBeSameAs(row.Item1);
    }

    [Fact]
    public async Task Rows_are_streamed_and_the_connection_is_free_when_the_caller_stops()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        var table = session.DocumentStore.Options.Schema.For<Book>();
        await using var rows = session.AdvancedSql.StreamAsync<Book, int>($"select row(data), row((data ->> 'Pages')::int) from {table} order by 2", CancellationToken.None).GetAsyncEnumerator();
        (await rows.MoveNextAsync()).ShouldBeTrue();
        rows.Current.Item2.ShouldBe(rows.Current.Item1.Pages);
        await rows.DisposeAsync();

        var pages = new List<int>();
        await foreach (var page in session.AdvancedSql.StreamAsync<int>($"select (data ->> 'Pages')::int from {table} order by 1", CancellationToken.None)) pages.Add(page);
        pages.ShouldBe([100, 200, 300, 400, 500]);
    }

    [Fact]
    public void Table_names_come_with_and_without_their_schema()
    {
        var schema = ((IDocumentStore)Store()).Options.Schema;
        schema.For<Book>().ShouldBe($"{schema.DatabaseSchemaName}.mt_doc_book");
        schema.For(typeof(Book), qualified: false).ShouldBe("mt_doc_book");
        schema.ForEvents().ShouldBe($"{schema.EventsSchemaName}.mt_events");
        schema.ForStreams(qualified: false).ShouldBe("mt_streams");
    }

    public record Summary(string Name, int Size);

    public class Versioned
    {
        public Guid Id { get; set; }

        [global::Marten.Schema.Version]
        public Guid Version { get; set; }
    }
}
