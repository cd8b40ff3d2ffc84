namespace AdvancedAlchemy.Marten.Testing.Tests;

public class TestClockTests
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_stands_still_until_it_is_moved()
    {
        TestClock clock = new();
        clock.GetUtcNow().ShouldBe(Start);
        clock.GetUtcNow().ShouldBe(Start);

        clock.Advance(TimeSpan.FromHours(1));

        clock.GetUtcNow().ShouldBe(Start.AddHours(1));
        clock.GetElapsedTime(0).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public void It_can_be_set_and_always_reads_utc()
    {
        TestClock clock = new(new DateTimeOffset(2030, 6, 1, 2, 0, 0, TimeSpan.FromHours(2)));
        clock.GetUtcNow().ShouldBe(new DateTimeOffset(2030, 6, 1, 0, 0, 0, TimeSpan.Zero));
        clock.GetUtcNow().Offset.ShouldBe(TimeSpan.Zero);

        clock.SetUtcNow(Start);

        clock.GetUtcNow().ShouldBe(Start);
        clock.LocalTimeZone.ShouldBe(TimeZoneInfo.Utc);
    }

    [Fact]
    public void It_does_not_go_back_by_advancing()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new TestClock().Advance(TimeSpan.FromTicks(-1)));
        Should.Throw<ArgumentOutOfRangeException>(() => new TestClock { AutoAdvance = TimeSpan.FromTicks(-1) });
    }

    [Fact]
    public void With_auto_advance_parallel_readers_never_read_the_same_instant()
    {
        TestClock clock = new() { AutoAdvance = TimeSpan.FromMilliseconds(1) };
        DateTimeOffset[] readings = new DateTimeOffset[10_000];

        Parallel.For(0, readings.Length, i => readings[i] = clock.GetUtcNow());

        readings.ShouldBeUnique();
        clock.GetUtcNow().ShouldBe(Start.AddMilliseconds(readings.Length));
    }
}
