namespace AdvancedAlchemy.Marten.Tests.Identity;

public class UuidV4Tests
{
    [Fact]
    public void The_test_vector_of_RFC_9562_appendix_A_3() =>
        UuidV4.Create(0x9191_08F7_52D1_0320UL, 0x1BAC_F847_DB41_48A8UL)
            .ShouldBe(Guid.Parse("919108F7-52D1-4320-9BAC-F847DB4148A8"));

    [Fact]
    public void Every_free_bit_varies_and_every_fixed_bit_does_not()
    {
        var ones = new int[128];
        const int count = 4_000;
        for (var n = 0; n < count; n++)
        {
            var bytes = RisingIds.PostgresBytes(UuidV4.NewId());
            for (var bit = 0; bit < 128; bit++) ones[bit] += bytes[bit / 8] >> (7 - bit % 8) & 1;
        }

        var @fixed = new Dictionary<int, int> { [48] = 0, [49] = 1, [50] = 0, [51] = 0, [64] = 1, [65] = 0 };
        for (var bit = 0; bit < 128; bit++)
        {
            if (@fixed.TryGetValue(bit, out var value)) ones[bit].ShouldBe(value * count);
            // nine standard deviations: a fair bit fails once in 10^18 runs
            else ones[bit].ShouldBeInRange(count / 2 - 285, count / 2 + 285);
        }
    }

    [Fact]
    public void Threads_never_share_random_bits()
    {
        var ids = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        Parallel.For(0, 100_000, _ => ids.Add(UuidV4.NewId()));
        ids.ToHashSet().Count.ShouldBe(100_000);
    }
}
