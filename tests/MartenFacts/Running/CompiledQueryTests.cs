using System.Text;
using AdvancedAlchemy.Marten.Testing;
using Marten.Exceptions;

namespace MartenFacts.Running;

public class CompiledQueryTests(PostgresFixture postgres) : RunningTest(postgres)
{
    [Fact]
    public async Task A_compiled_query_finds_by_the_parameters_of_each_run()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();

        (await session.QueryAsync(new BookByTitle { Title = "Alpha" }))!.Pages.ShouldBe(100);
        (await session.QueryAsync(new BookByTitle { Title = "Beta" }))!.Pages.ShouldBe(200);
        (await session.QueryAsync(new BookByTitle { Title = "Nobody" })).ShouldBeNull();
        (await session.QueryAsync(new FirstLongerThan { Pages = 150 }))!.Title.ShouldBe("Beta");
        (await session.QueryAsync(new FirstLongerThan { Pages = 250 }))!.Title.ShouldBe("Gamma");
        (await session.QueryAsync(new SingleOrDefaultById { Id = Books[2].Id }))!.Title.ShouldBe("Gamma");
        (await session.QueryAsync(new SingleOrDefaultById { Id = Guid.NewGuid() })).ShouldBeNull();
    }

    [Fact]
    public async Task First_on_nothing_and_Single_on_many_throw()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();

        (await Should.ThrowAsync<InvalidOperationException>(session.QueryAsync(new FirstLongerThan { Pages = 1000 }))).Message.ShouldBe("Sequence contains no elements");
        (await Should.ThrowAsync<InvalidOperationException>(session.QueryAsync(new SingleByGenre()))).Message.ShouldBe("Sequence contains more than one element");
    }

    [Fact]
    public async Task A_null_string_parameter_matches_nothing_on_first_and_later_runs()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();

        (await session.QueryAsync(new BookByTitle())).ShouldBeNull();
        (await session.QueryAsync(new BookByTitle { Title = "Alpha" })).ShouldNotBeNull();
        (await session.QueryAsync(new BookByTitle())).ShouldBeNull();
        (await session.QueryAsync(new TitlesLike())).ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_query_pages_and_fills_the_statistics_of_its_own_query_object()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        var first = new BooksPage { MinPages = 200, Size = 2 };
        var second = new BooksPage { MinPages = 100, Skipped = 3, Size = 5 };

        (await session.QueryAsync(first))!.Select(b => b.Pages).ShouldBe([200, 300]);
        (await session.QueryAsync(second))!.Select(b => b.Pages).ShouldBe([400, 500]);
        first.Statistics.TotalResults.ShouldBe(4);
        second.Statistics.TotalResults.ShouldBe(5);
    }

    [Fact]
    public async Task Projections_arrays_and_escaped_patterns_work()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();

        (await session.QueryAsync(new TitlesOf { Genre = Genre.Novel })).ShouldBe(["Alpha", "Gamma"]);
        (await session.QueryAsync(new TitlesOf { Genre = Genre.Poetry })).ShouldBe(["Beta", "100% Delta"]);
        (await session.QueryAsync(new AnyOf { Titles = ["Gamma", "Alpha"] }))!.Select(b => b.Title).ShouldBe(["Alpha", "Gamma"]);
        (await session.QueryAsync(new AnyOf())).ShouldNotBeNull().ShouldBeEmpty();
        (await session.QueryAsync(new TitlesLike { Part = "0%" }))!.Single().Pages.ShouldBe(400);
        (await session.QueryAsync(new TitlesLike { Part = "%" }))!.Count().ShouldBe(1);
    }

    [Fact]
    public async Task Count_Any_and_aggregates_are_computed_by_the_server()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();

        (await session.QueryAsync(new CountOf { Pages = 250 })).ShouldBe(3);
        (await session.QueryAsync(new CountOf { Pages = 450 })).ShouldBe(1);
        (await session.QueryAsync(new AnyLongerThan { Pages = 450 })).ShouldBeTrue();
        (await session.QueryAsync(new AnyLongerThan { Pages = 500 })).ShouldBeFalse();
        (await session.QueryAsync(new PagesOf { Genre = Genre.Poetry })).ShouldBe(600);
        (await session.QueryAsync(new PagesOf { Genre = (Genre)7 })).ShouldBe(0);
        (await session.QueryAsync(new AveragePages())).ShouldBe(300);
    }

    [Fact]
    public async Task Variables_of_QueryIs_and_of_a_primary_constructor_count_on_each_run()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();

        (await session.QueryAsync(new LocalVariable { Pages = 100 })).ShouldBe(3);
        (await session.QueryAsync(new LocalVariable { Pages = 200 })).ShouldBe(1);
        (await session.QueryAsync(new OfPrimaryConstructor(100))).ShouldBe(4);
        (await session.QueryAsync(new OfPrimaryConstructor(400))).ShouldBe(1);
    }

    [Fact]
    public async Task Bool_and_object_members_and_asynchronous_operators_are_refused()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();

        (await Should.ThrowAsync<InvalidCompiledQueryException>(async () => await session.QueryAsync(new WithFlag())))
            .Message.ShouldBe("Members bool F cannot be used as parameters to a compiled query");
        (await Should.ThrowAsync<InvalidCompiledQueryException>(async () => await session.QueryAsync(new WithObject()))).Message.ShouldContain("Other");
        (await Should.ThrowAsync<InvalidCompiledQueryException>(async () => await session.QueryAsync(new AsyncBad())))
            .Message.ShouldStartWith("Invalid compiled query type `AsyncBad`. Compiled queries cannot use asynchronous query selectors like 'CountAsync()'.");
    }

    [Fact]
    public async Task Each_kind_of_session_reads_in_its_own_way()
    {
        var store = await LibraryAsync();
        await using var plain = store.LightweightSession();
        await using var identity = store.IdentitySession();
        var query = new BookByTitle { Title = "Alpha" };

        (await plain.QueryAsync(query)).ShouldNotBeSameAs(await plain.QueryAsync(query));
        var known = await identity.LoadAsync<Book>(Books[0].Id);
        (await identity.QueryAsync(query)).ShouldBeSameAs(known);
    }

    [Fact]
    public async Task Many_threads_may_run_a_new_query_type_at_once()
    {
        var store = await LibraryAsync();
        var counts = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            await using var session = store.QuerySession();
            return (i, await session.QueryAsync(new CountOf { Pages = i % 5 * 100 }));
        })));

        counts.ShouldAllBe(c => c.Item2 == 5 - (c.i % 5));
    }

    [Fact]
    public async Task Tenants_see_their_own_documents()
    {
        var store = Store(o => o.Schema.For<Book>().MultiTenanted());
        await using (var write = store.LightweightSession("one"))
        {
            write.Store(new Book { Title = "Alpha", Pages = 1 });
            await write.SaveChangesAsync();
        }

        await using var one = store.QuerySession("one");
        await using var two = store.QuerySession("two");
        (await one.QueryAsync(new BookByTitle { Title = "Alpha" })).ShouldNotBeNull();
        (await two.QueryAsync(new BookByTitle { Title = "Alpha" })).ShouldBeNull();
    }

    [Fact]
    public async Task Json_of_compiled_queries_is_what_is_stored()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        using var one = new MemoryStream();
        using var many = new MemoryStream();

        (await session.ToJsonOne(new BookByTitle { Title = "Alpha" })).ShouldBe(await session.Json.FindByIdAsync<Book>(Books[0].Id));
        (await session.ToJsonOne(new BookByTitle { Title = "Nobody" })).ShouldBeNull();
        (await session.StreamJsonOne(new BookByTitle { Title = "Nobody" }, one)).ShouldBeFalse();
        one.Length.ShouldBe(0);
        (await session.StreamJsonOne(new BookByTitle { Title = "Beta" }, one)).ShouldBeTrue();
        Encoding.UTF8.GetString(one.ToArray()).ShouldBe(await session.Json.FindByIdAsync<Book>(Books[1].Id));
        var page = new BooksPage { MinPages = 400 };
        (await session.StreamJsonMany(page, many)).ShouldBe(2);
        page.Statistics.TotalResults.ShouldBe(2);
        Encoding.UTF8.GetString(many.ToArray()).ShouldBe(await session.ToJsonMany(page));
        (await session.ToJsonMany(page)).ShouldBe($"[{await session.Json.FindByIdAsync<Book>(Books[3].Id)},{await session.Json.FindByIdAsync<Book>(Books[4].Id)}]");
    }
}
