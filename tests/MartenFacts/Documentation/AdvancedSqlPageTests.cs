using AdvancedAlchemy.Marten.Testing;
using JasperFx.Metadata;
using Marten;

namespace MartenFacts.Documentation;

/// <summary>The page "Advanced Querying with PostgreSQL SQL".</summary>
public class AdvancedSqlPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private async Task<IDocumentSession> DocumentsAsync()
    {
        var session = Store().LightweightSession();
        foreach (var (id, name, detail) in new[] { (1, "Max", "Likes bees"), (2, "Michael", "Plays chess"), (3, "Anne", "Hates soap operas"), (4, "Beatrix", "Likes to cook") })
        {
            session.Store(new Named { Id = id, Name = name });
            session.Store(new Detailed { Id = id, Detail = detail });
        }

        await session.SaveChangesAsync();
        return session;
    }

    [Fact]
    public async Task One_value_comes_of_each_row()
    {
        await using var session = await DocumentsAsync();
        var schema = session.DocumentStore.Options.Schema;

        (await session.AdvancedSql.QueryAsync<string>($"select data ->> 'Name' from {schema.For<Named>()} order by id limit 1", CancellationToken.None)).Single().ShouldBe("Max");
    }

    [Fact]
    public async Task Several_values_come_of_rows_in_a_row()
    {
        await using var session = await DocumentsAsync();

        var (number, text, flag) = (await session.AdvancedSql.QueryAsync<int, string, bool>("select row(5), row('foo'), row(true) from (values(1)) as dummy", CancellationToken.None)).Single();

        (number, text, flag).ShouldBe((5, "foo", true));
    }

    [Fact]
    public async Task Any_JSON_is_read_into_objects()
    {
        await using var session = await DocumentsAsync();

        var (left, right) = (await session.AdvancedSql.QueryAsync<Left, Right>(
            "select row(json_build_object('Name', 'foo')), row(json_build_object('Name', 'bar')) from (values(1)) as dummy", CancellationToken.None)).Single();

        (left.Name, right.Name).ShouldBe(("foo", "bar"));
    }

    [Fact]
    public async Task Documents_are_read_from_their_columns_with_their_metadata_after_them()
    {
        await using var session = await DocumentsAsync();
        var schema = session.DocumentStore.Options.Schema;

        var plain = await session.AdvancedSql.QueryAsync<Detailed>($"select id, data from {schema.For<Detailed>()} order by data ->> 'Detail'", CancellationToken.None);
        var versioned = (await session.AdvancedSql.QueryAsync<Named>($"select id, data, mt_version from {schema.For<Named>()} where data ->> 'Name' = 'Max'", CancellationToken.None)).Single();

        plain[0].Detail.ShouldBe("Hates soap operas");
        versioned.Version.ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task Documents_that_belong_together_come_with_the_total()
    {
        await using var session = await DocumentsAsync();
        var schema = session.DocumentStore.Options.Schema;
        var sql = $"""
            select row(a.id, a.data, a.mt_version), row(b.id, b.data), row(count(*) over())
            from {schema.For<Named>()} a left join {schema.For<Detailed>()} b on a.id = b.id
            where (a.data ->> 'Id')::int > ? order by a.data ->> 'Name' limit 2
            """;

        IReadOnlyList<(Named Doc, Detailed Detail, long Total)> rows = await session.AdvancedSql.QueryAsync<Named, Detailed, long>(sql, CancellationToken.None, 1);

        rows.Select(r => (r.Doc.Name, r.Detail.Detail, r.Total)).ShouldBe([("Anne", "Hates soap operas", 3L), ("Beatrix", "Likes to cook", 3L)]);
        var streamed = new List<string>();
        await foreach (var (doc, _, _) in session.AdvancedSql.StreamAsync<Named, Detailed, long>(sql, CancellationToken.None, 1)) streamed.Add(doc.Name);
        streamed.ShouldBe(["Anne", "Beatrix"]);
    }

    [Fact]
    public async Task The_columns_of_a_document_are_seen_in_the_command_of_a_query()
    {
        await using var session = await DocumentsAsync();

        session.Query<Named>().ToCommand().CommandText.ShouldContain("d.data, d.mt_version from ");
    }

    [Fact]
    public async Task Names_of_tables_are_known_to_the_store()
    {
        await using var store = DocumentStore.For(o => o.Connection(ConnectionString));
        var schema = ((IDocumentStore)store).Options.Schema;

        (schema.DatabaseSchemaName, schema.EventsSchemaName).ShouldBe(("public", "public"));
        (schema.For<User>(), schema.For<User>(qualified: false)).ShouldBe(("public.mt_doc_user", "mt_doc_user"));
        (schema.ForStreams(), schema.ForStreams(qualified: false)).ShouldBe(("public.mt_streams", "mt_streams"));
        (schema.ForEvents(), schema.ForEvents(qualified: false)).ShouldBe(("public.mt_events", "mt_events"));
        (schema.ForEventProgression(), schema.ForEventProgression(qualified: false)).ShouldBe(("public.mt_event_progression", "mt_event_progression"));
    }

    public class Named : IVersioned
    {
        public int Id { get; set; }

        public string Name { get; set; } = "";

        public Guid Version { get; set; }
    }

    public class Detailed
    {
        public int Id { get; set; }

        public string Detail { get; set; } = "";
    }

    public class Left
    {
        public string Name { get; set; } = "";
    }

    public class Right
    {
        public string Name { get; set; } = "";
    }
}
