namespace AdvancedAlchemy.Marten.Tests.Identity;

public class UuidV7Tests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_test_vector_of_RFC_9562_appendix_A_6()
    {
        var vector = Guid.Parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F");

        // rand_a is CC3; the order's last four bits lead rand_b, here 0x18C4DC0C0C07398F
        var order = 0xCC3UL << 4 | 0x18C4_DC0C_0C07_398FUL >> 58;
        UuidV7.Create(0x017F_22E2_79B0UL << 16 | order, 0x18C4_DC0C_0C07_398FUL << 6).ShouldBe(vector);
        UuidV7.GetTimestamp(vector).ShouldBe(new DateTimeOffset(2022, 2, 22, 19, 22, 22, TimeSpan.Zero));
    }

    [Fact]
    public void It_says_version_7_and_the_RFC_variant()
    {
        var id = UuidV7.NewId();
        id.Version.ShouldBe(7);
        (id.Variant & 0b1100).ShouldBe(0b1000);
    }

    [Fact]
    public void The_timestamp_is_now()
    {
        var before = TimeProvider.System.GetUtcNow().AddMilliseconds(-1);
        // other tests may have driven this process's ids a little ahead
        UuidV7.GetTimestamp(UuidV7.NewId()).ShouldBeInRange(before, TimeProvider.System.GetUtcNow().AddSeconds(2));
    }

    [Fact]
    public void Creation_order_is_the_order_of_text_and_of_PostgreSQL() =>
        RisingIds.ShouldSortEveryWay([.. Enumerable.Range(0, 20_000).Select(_ => UuidV7.NewId())]);

    [Fact]
    public Task It_rises_on_every_thread_and_never_repeats() => RisingIds.ShouldRiseOnEveryThread(UuidV7.NewId);

    [Fact]
    public void A_clock_that_stands_still_gives_rising_ids_beyond_one_millisecond()
    {
        var clock = new UuidV7Clock(new StepClock(Noon));
        var ids = Enumerable.Range(0, 150_000).Select(_ => UuidV7.Create(clock)).ToList();

        RisingIds.ShouldSortEveryWay(ids);
        UuidV7.GetTimestamp(ids[0]).ShouldBe(Noon);
        UuidV7.GetTimestamp(ids[^1]).ShouldBe(Noon.AddMilliseconds(2), "65,536 ids fill a millisecond");
    }

    [Fact]
    public void A_clock_that_steps_back_gives_rising_ids_until_it_has_caught_up()
    {
        var time = new StepClock(Noon);
        var clock = new UuidV7Clock(time);
        var first = UuidV7.Create(clock);
        time.Now = Noon.AddHours(-1);
        var second = UuidV7.Create(clock);
        time.Now = Noon.AddMilliseconds(5);
        var third = UuidV7.Create(clock);

        RisingIds.ShouldSortEveryWay([first, second, third]);
        UuidV7.GetTimestamp(second).ShouldBe(Noon);
        UuidV7.GetTimestamp(third).ShouldBe(Noon.AddMilliseconds(5));
    }

    [Fact]
    public void Processes_with_equal_clocks_sort_by_fractions_of_a_millisecond()
    {
        var earlier = UuidV7.Create(new UuidV7Clock(new StepClock(Noon.AddTicks(10))));
        var later = UuidV7.Create(new UuidV7Clock(new StepClock(Noon.AddTicks(11))));
        RisingIds.ShouldSortEveryWay([earlier, later]);
    }

    [Fact]
    public void The_limits_of_the_clock_do_not_break_it()
    {
        UuidV7.GetTimestamp(UuidV7.Create(new UuidV7Clock(new StepClock(DateTimeOffset.MinValue)))).ShouldBe(DateTimeOffset.UnixEpoch);
        var last = UuidV7.Create(new UuidV7Clock(new StepClock(DateTimeOffset.MaxValue)));
        UuidV7.GetTimestamp(last).Year.ShouldBe(9999);
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("919108f7-52d1-4320-9bac-f847db4148a8")]
    [InlineData("1EC9414C-232A-6B00-B3C8-9F6BDECED846")]
    [InlineData("ffffffff-ffff-7fff-bfff-ffffffffffff")]
    [InlineData("017F22E2-79B0-7CC3-18C4-DC0C0C07398F")]
    public void A_timestamp_is_only_read_where_there_is_one(string text) =>
        Should.Throw<ArgumentException>(() => UuidV7.GetTimestamp(Guid.Parse(text))).Message.ShouldContain(text.ToLowerInvariant());

    [Fact]
    public void It_allocates_nothing()
    {
        UuidV7.NewId();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) UuidV7.NewId();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
