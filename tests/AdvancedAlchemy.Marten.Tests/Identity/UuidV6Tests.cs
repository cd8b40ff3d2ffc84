namespace AdvancedAlchemy.Marten.Tests.Identity;

public class UuidV6Tests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_test_vector_of_RFC_9562_appendix_A_5()
    {
        var vector = Guid.Parse("1EC9414C-232A-6B00-B3C8-9F6BDECED846");
        UuidV6.Create(0x1EC9_414C_232A_B00UL, 0x33C8_9F6B_DECE_D846UL).ShouldBe(vector);
        UuidV6.GetTimestamp(vector).ShouldBe(new DateTimeOffset(2022, 2, 22, 19, 22, 22, TimeSpan.Zero));
    }

    [Fact]
    public void It_says_version_6_and_the_RFC_variant_and_a_multicast_node()
    {
        for (var i = 0; i < 100; i++)
        {
            var id = UuidV6.NewId();
            id.Version.ShouldBe(6);
            (id.Variant & 0b1100).ShouldBe(0b1000);
            (RisingIds.PostgresBytes(id)[10] & 1).ShouldBe(1);
        }
    }

    [Fact]
    public void The_timestamp_is_exact()
    {
        var now = Noon.AddTicks(1_234_567);
        UuidV6.GetTimestamp(UuidV6.Create(new UuidV6Clock(new StepClock(now)))).ShouldBe(now);
    }

    [Fact]
    public void Creation_order_is_the_order_of_text_and_of_PostgreSQL() =>
        RisingIds.ShouldSortEveryWay([.. Enumerable.Range(0, 20_000).Select(_ => UuidV6.NewId())]);

    [Fact]
    public Task It_rises_on_every_thread_and_never_repeats() => RisingIds.ShouldRiseOnEveryThread(UuidV6.NewId);

    [Fact]
    public void A_clock_that_stands_still_or_steps_back_gives_rising_ids()
    {
        var time = new StepClock(Noon);
        var clock = new UuidV6Clock(time);
        var ids = Enumerable.Range(0, 10_000).Select(_ => UuidV6.Create(clock)).ToList();
        time.Now = Noon.AddDays(-400);
        ids.AddRange(Enumerable.Range(0, 10_000).Select(_ => UuidV6.Create(clock)));

        RisingIds.ShouldSortEveryWay(ids);
        UuidV6.GetTimestamp(ids[^1]).ShouldBe(Noon.AddTicks(19_999));
    }

    [Fact]
    public void A_clock_beyond_what_60_bits_hold_is_a_clear_error() =>
        Should.Throw<InvalidOperationException>(() => new UuidV6Clock(new StepClock(DateTimeOffset.MaxValue)).Next())
            .Message.ShouldContain("5236");

    [Fact]
    public void A_timestamp_is_only_read_where_there_is_one() =>
        Should.Throw<ArgumentException>(() => UuidV6.GetTimestamp(Guid.Parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")));
}
