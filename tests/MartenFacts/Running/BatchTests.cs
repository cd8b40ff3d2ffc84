using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Exceptions;
using Marten.Services.BatchQuerying;

namespace MartenFacts.Running;

public class BatchTests(PostgresFixture postgres) : RunningTest(postgres)
{
    [Fact]
    public async Task Everything_that_can_be_asked_is_answered_in_one_round_trip()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        var batch = session.CreateBatchQuery();
        var loaded = batch.Load<Book>(Books[0].Id);
        var missing = batch.Load<Book>(Guid.NewGuid());
        var many = batch.LoadMany<Book>().ById(Books[0].Id, Books[1].Id);
        var manyMore = batch.LoadMany<Book>().ByIdList(Books.Select(b => b.Id));
        var exists = batch.CheckExists<Book>(Books[0].Id);
        var none = batch.CheckExists<Book>(Guid.NewGuid());
        var page = batch.Query<Book>().Where(b => b.Pages > 100).OrderByDescending(b => b.Pages).ThenBy(b => b.Title).Skip(1).Take(2).Stats(out var stats).ToList();
        var titles = batch.Query<Book>().Where(b => b.Title != null).OrderBy(b => b.Pages).Select(b => b.Title).ToList();
        var firstTitle = batch.Query<Book>().OrderBy(b => b.Pages).Select(b => b.Title).First();
        var first = batch.Query<Book>().OrderBy(b => b.Pages).First();
        var firstOf = batch.Query<Book>().First(b => b.Title == "Beta");
        var firstOrNone = batch.Query<Book>().FirstOrDefault(b => b.Title == "Nobody");
        var single = batch.Query<Book>().Single(b => b.Title == "Gamma");
        var singleOrNone = batch.Query<Book>().Where(b => b.Title == "Nobody").SingleOrDefault();
        var count = batch.Query<Book>().Count();
        var countOf = batch.Query<Book>().Count(b => b.Pages > 200);
        var any = batch.Query<Book>().Any(b => b.Pages > 1000);
        var min = batch.Query<Book>().Min(b => b.Pages);
        var max = batch.Query<Book>().Max(b => b.Pages);
        var sum = batch.Query<Book>().Sum(b => b.Pages);
        var average = batch.Query<Book>().Average(b => b.Pages);
        var raw = batch.Query<Book>("where d.data ->> 'Title' = ?", "Beta");
        var compiled = batch.Query(new BookByTitle { Title = "Alpha" });
        var counted = batch.Query(new CountOf { Pages = 250 });

        loaded.IsCompleted.ShouldBeFalse();
        await batch.Execute();

        session.RequestCount.ShouldBe(1);
        (await loaded)!.Title.ShouldBe("Alpha");
        (await missing).ShouldBeNull();
        (await many).Select(b => b.Pages).ShouldBe([100, 200], ignoreOrder: true);
        (await manyMore).Count.ShouldBe(5);
        (await exists).ShouldBeTrue();
        (await none).ShouldBeFalse();
        (await page).Select(b => b.Pages).ShouldBe([400, 300]);
        stats.TotalResults.ShouldBe(4);
        (await titles).ShouldBe(["Alpha", "Beta", "Gamma", "100% Delta"]);
        (await firstTitle).ShouldBe("Alpha");
        (await first)!.Title.ShouldBe("Alpha");
        (await firstOf)!.Pages.ShouldBe(200);
        (await firstOrNone).ShouldBeNull();
        (await single)!.Pages.ShouldBe(300);
        (await singleOrNone).ShouldBeNull();
        (await count).ShouldBe(5);
        (await countOf).ShouldBe(3);
        (await any).ShouldBeFalse();
        (await min).ShouldBe(100);
        (await max).ShouldBe(500);
        (await sum).ShouldBe(1500);
        (await average).ShouldBe(300);
        (await raw).Single().Pages.ShouldBe(200);
        (await compiled)!.Pages.ShouldBe(100);
        (await counted).ShouldBe(3);
        batch.Parent.ShouldBeSameAs(session);
    }

    [Fact]
    public async Task An_empty_batch_asks_nothing()
    {
        await using var session = Store().QuerySession();
        await session.CreateBatchQuery().Execute();
        session.RequestCount.ShouldBe(0);
    }

    [Fact]
    public async Task Tables_are_created_when_a_batch_is_the_first_to_need_them()
    {
        await using var session = Store().QuerySession();
        var batch = session.CreateBatchQuery();
        var count = batch.Query<Book>().Count();
        var other = batch.Load<Shelf>(1);
        await batch.Execute();
        (await count).ShouldBe(0);
        (await other).ShouldBeNull();
    }

    [Fact]
    public async Task A_failing_statement_fails_every_task_of_the_batch()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        var batch = session.CreateBatchQuery();
        var good = batch.Query<Book>().Count();
        var bad = batch.Query<Book>("where no_such_column = 1");

        var failure = await Should.ThrowAsync<MartenCommandException>(batch.Execute());
        (await Should.ThrowAsync<MartenCommandException>(good)).ShouldBeSameAs(failure);
        (await Should.ThrowAsync<MartenCommandException>(bad)).ShouldBeSameAs(failure);
    }

    [Fact]
    public async Task A_question_without_an_answer_fails_its_task_and_Execute_but_not_the_others()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        var batch = session.CreateBatchQuery();
        var before = batch.Query<Book>().Count();
        var missing = batch.Query<Book>().First(b => b.Title == "Nobody");
        var many = batch.Query<Book>().Single();
        var after = batch.Query<Book>().Any();

        (await Should.ThrowAsync<InvalidOperationException>(batch.Execute())).Message.ShouldBe("Sequence contains no elements");
        (await before).ShouldBe(5);
        (await Should.ThrowAsync<InvalidOperationException>(missing)).Message.ShouldBe("Sequence contains no elements");
        (await Should.ThrowAsync<InvalidOperationException>(many)).Message.ShouldBe("Sequence contains more than one element");
        (await after).ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancelled_batch_cancels_its_tasks_and_asks_nothing()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        var batch = session.CreateBatchQuery();
        var count = batch.Query<Book>().Count();

        await Should.ThrowAsync<OperationCanceledException>(batch.Execute(new CancellationToken(true)));
        count.IsCanceled.ShouldBeTrue();
        session.RequestCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_batch_may_be_filled_again_after_it_has_run()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        var batch = session.CreateBatchQuery();
        var first = batch.Query<Book>().Count();
        await batch.Execute();
        var second = batch.Query<Book>().Count(b => b.Pages > 400);
        await batch.Execute();

        (await first).ShouldBe(5);
        (await second).ShouldBe(1);
        session.RequestCount.ShouldBe(2);
    }

    [Fact]
    public async Task An_identity_session_has_one_instance_for_all_questions_and_knows_what_it_stored()
    {
        var store = await LibraryAsync();
        await using var session = store.IdentitySession();
        var unsaved = new Book { Id = Guid.NewGuid(), Title = "New" };
        session.Store(unsaved);
        var batch = session.CreateBatchQuery();
        var one = batch.Load<Book>(Books[0].Id);
        var other = batch.Query<Book>().First(b => b.Title == "Alpha");
        var pending = batch.Load<Book>(unsaved.Id);
        var all = batch.LoadMany<Book>().ById(Books[0].Id, unsaved.Id);
        await batch.Execute();

        (await one).ShouldBeSameAs(await other);
        (await pending).ShouldBeSameAs(unsaved);
        (await all).ShouldContain(b => ReferenceEquals(b, unsaved));
        (await all).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Query_plans_run_alone_and_in_batches()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        (await session.QueryByPlanAsync(new LongBooks(300)))!.Select(b => b.Pages).ShouldBe([400, 500]);
        (await session.QueryByPlanAsync(new CountPlan()))!.ShouldBe(5);

        var batch = session.CreateBatchQuery();
        var list = batch.QueryByPlan(new LongBooks(400));
        var count = batch.QueryByPlan(new CountPlan());
        await batch.Execute();
        (await list)!.Select(b => b.Pages).ShouldBe([500]);
        (await count).ShouldBe(5);
        session.RequestCount.ShouldBe(3);
    }

    public class Shelf
    {
        public int Id { get; set; }
    }

    public class LongBooks(int pages) : QueryListPlan<Book>
    {
        public override IQueryable<Book> Query(IQuerySession session) => session.Query<Book>().Where(b => b.Pages > pages).OrderBy(b => b.Pages);
    }

    public class CountPlan : IQueryPlan<long>, IBatchQueryPlan<long>
    {
        public Task<long> Fetch(IQuerySession session, CancellationToken token) => session.Query<Book>().LongCountAsync(token);

        public Task<long> Fetch(IBatchedQuery query) => query.Query<Book>().Count();
    }
}
