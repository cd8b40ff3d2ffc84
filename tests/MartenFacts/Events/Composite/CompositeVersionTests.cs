using AdvancedAlchemy.Marten.Testing;

namespace MartenFacts.Events.Composite;

public class CompositeVersionTests(PostgresFixture postgres) : CompositeTest(postgres)
{
    [Fact]
    public async Task The_document_of_a_stream_has_the_version_of_its_last_event_whatever_earlier_stages_tell_after_it()
    {
        var store = AsyncStore(o => o.Projections.CompositeProjectionFor("Money", p =>
        {
            p.Add<IncomeProjection>();
            p.Add<TillProjection>(2);
        }));
        var (ada, bob) = (Guid.NewGuid(), Guid.NewGuid());

        // The income of bob is told of last, and his last event is not that of the stream.
        var stream = await StartAsync(store, new Paid(ada, 1), new Paid(bob, 2), new Paid(ada, 4));
        await CatchUpAsync(store);

        await using var session = store.LightweightSession();
        var till = (await session.LoadAsync<Till>(stream))!;
        (till.Version, till.Amount).ShouldBe((3, 7));
        (await ScalarAsync<long>($"select mt_version from {Schema}.mt_doc_till")).ShouldBe(3);
        var latest = (await session.Events.FetchLatest<Till>(stream))!;
        (latest.Version, latest.Amount).ShouldBe((3, 7));

        await AppendAsync(store, stream, new Paid(ada, 8));
        await CatchUpAsync(store);
        (await ScalarAsync<long>($"select mt_version from {Schema}.mt_doc_till")).ShouldBe(4);
    }
}
