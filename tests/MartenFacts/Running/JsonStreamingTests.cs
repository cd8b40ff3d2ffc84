using System.Text;
using System.Text.Json;
using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Running;

public class JsonStreamingTests(PostgresFixture postgres) : RunningTest(postgres)
{
    [Fact]
    public async Task Documents_are_streamed_as_the_stored_json()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        var query = session.Query<Book>().Where(b => b.Pages <= 200).OrderBy(b => b.Pages);

        (await Text(s => query.StreamJsonArray(s))).ShouldBe((await query.ToJsonArray(), 2));
        (await query.ToJsonArray()).ShouldBe($"[{await session.Json.FindByIdAsync<Book>(Books[0].Id)},{await session.Json.FindByIdAsync<Book>(Books[1].Id)}]");
        (await Text(s => session.Query<Book>().Where(b => b.Pages > 1000).StreamJsonArray(s))).ShouldBe(("[]", 0));
        (await Text(s => query.StreamJsonFirst(s))).ShouldBe(await query.ToJsonFirst());
        (await Text(s => query.Take(1).StreamJsonFirstOrDefault(s))).ShouldBe((await query.ToJsonFirst(), true));
        (await Text(s => query.Where(b => b.Pages == 200).StreamJsonSingle(s))).ShouldBe(await session.Json.FindByIdAsync<Book>(Books[1].Id));
        (await Text(s => session.Json.StreamById<Book>(Books[1].Id, s))).ShouldBe((await session.Json.FindByIdAsync<Book>(Books[1].Id), true));
    }

    [Fact]
    public async Task Nothing_is_written_when_there_is_no_row_or_one_too_many()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        var none = session.Query<Book>().Where(b => b.Pages > 1000);
        using var target = new MemoryStream();

        (await none.StreamJsonFirstOrDefault(target)).ShouldBeFalse();
        await none.StreamJsonSingleOrDefault(target);
        (await session.Json.StreamById<Book>(Guid.NewGuid(), target)).ShouldBeFalse();
        (await Should.ThrowAsync<InvalidOperationException>(none.StreamJsonFirst(target))).Message.ShouldBe("Sequence contains no elements");
        (await Should.ThrowAsync<InvalidOperationException>(session.Query<Book>().StreamJsonSingle(target))).Message.ShouldBe("Sequence contains more than one element");
        target.Length.ShouldBe(0);
    }

    [Fact]
    public async Task After_a_Select_the_json_is_that_of_the_selected_objects()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        var query = session.Query<Book>().Where(b => b.Pages <= 200).OrderBy(b => b.Pages);

        var json = await query.Select(b => new { b.Title, b.Pages }).ToJsonArray();
        using var parsed = JsonDocument.Parse(json);
        parsed.RootElement.EnumerateArray().Select(e => (e.GetProperty("Title").GetString(), e.GetProperty("Pages").GetInt32())).ShouldBe([("Alpha", 100), ("Beta", 200)]);
        (await query.Select(b => b.Title!).ToJsonArray()).ShouldBe("""["Alpha","Beta"]""");
        (await query.Select(b => b.Pages).ToJsonFirst()).ShouldBe("100");
    }

    [Fact]
    public async Task Raw_sql_is_streamed_whether_it_selects_documents_json_or_values()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        var table = session.DocumentStore.Options.Schema.For<Book>();

        (await Text(s => session.StreamJson<Book>(s, "where d.data ->> 'Title' = ?", "Beta"))).ShouldBe(($"[{await session.Json.FindByIdAsync<Book>(Books[1].Id)}]", 1));
        (await Text(s => session.StreamJson<Book>(s, CancellationToken.None, '^', $"select data from {table} where data -> 'Tags' ? ^", "a"))).Item2.ShouldBe(1);
        (await Text(s => session.StreamJson<int>(s, $"select (data ->> 'Pages')::int from {table} order by 1 limit 2"))).ShouldBe(("[100,200]", 2));
        (await Text(s => session.StreamJson<string>(s, $"select data ->> 'Title' from {table} order by (data ->> 'Pages')::int desc limit 2"))).ShouldBe(("""[null,"100% Delta"]""", 2));
    }

    private static async Task<(string, TResult)> Text<TResult>(Func<Stream, Task<TResult>> write)
    {
        using var stream = new MemoryStream();
        var result = await write(stream);
        return (Encoding.UTF8.GetString(stream.ToArray()), result);
    }

    private static async Task<string> Text(Func<Stream, Task> write)
    {
        using var stream = new MemoryStream();
        await write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [Theory]
    [InlineData(1, 2, 2, true, false)]
    [InlineData(3, 2, 1, false, true)]
    public async Task A_page_is_streamed_with_what_there_is_to_know_of_it(int number, int size, int expected, bool hasNext, bool hasPrevious)
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        using var stream = new MemoryStream();
        var requests = session.RequestCount;

        (await session.Query<Book>().OrderBy(b => b.Pages).StreamPagedJsonArray(stream, number, size)).ShouldBe(expected);

        (session.RequestCount - requests).ShouldBe(1);
        using var json = System.Text.Json.JsonDocument.Parse(stream.ToArray());
        var page = json.RootElement;
        page.EnumerateObject().Select(p => p.Name).ShouldBe(["pageNumber", "pageSize", "totalItemCount", "pageCount", "hasNextPage", "hasPreviousPage", "items"]);
        (page.GetProperty("pageNumber").GetInt32(), page.GetProperty("totalItemCount").GetInt32(), page.GetProperty("pageCount").GetInt32()).ShouldBe((number, 5, 3));
        (page.GetProperty("hasNextPage").GetBoolean(), page.GetProperty("hasPreviousPage").GetBoolean()).ShouldBe((hasNext, hasPrevious));
        page.GetProperty("items").EnumerateArray().Select(b => b.GetProperty("Pages").GetInt32()).ShouldBe(Books.OrderBy(b => b.Pages).Skip((number - 1) * size).Take(size).Select(b => b.Pages));
    }

    [Fact]
    public async Task A_page_beyond_the_end_is_an_empty_one()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        using var stream = new MemoryStream();

        (await session.Query<Book>().StreamPagedJsonArray(stream, 9, 2)).ShouldBe(0);
        Encoding.UTF8.GetString(stream.ToArray()).ShouldEndWith("\"hasPreviousPage\":true,\"items\":[]}");
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => session.Query<Book>().StreamPagedJsonArray(stream, 0, 2));
    }
}
