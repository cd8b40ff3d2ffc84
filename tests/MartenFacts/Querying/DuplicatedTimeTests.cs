using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Querying;

public class DuplicatedTimeTests(PostgresFixture postgres) : FactsTest(postgres)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_duplicated_time_is_found_with_and_without_a_zone_in_its_column(bool withoutZone)
    {
        var store = Store(o =>
        {
            o.Advanced.DuplicatedFieldUseTimestampWithoutTimeZoneForDateTime = withoutZone;
            o.Connection(ConnectionString + ";Timezone=Pacific/Auckland");
            o.Schema.For<Visit>().Duplicate(x => x.At);
        });
        var noon = new DateTime(2024, 5, 1, 12, 0, 0);
        await SaveAsync(store, new Visit { At = noon }, new Visit { At = noon.AddHours(1) });
        await using var session = store.QuerySession();
        DateTime[] times = [noon];

        (await session.Query<Visit>().CountAsync(x => x.At == noon)).ShouldBe(1);
        (await session.Query<Visit>().CountAsync(x => x.At > noon)).ShouldBe(1);
        (await session.Query<Visit>().CountAsync(x => x.At < noon)).ShouldBe(0);
        (await session.Query<Visit>().CountAsync(x => times.Contains(x.At))).ShouldBe(1);
        (await session.Query<Visit>().CountAsync(x => x.At.Hour == 13)).ShouldBe(1);
    }

    public class Visit
    {
        public Guid Id { get; set; }

        public DateTime At { get; set; }
    }
}
