namespace AdvancedAlchemy.Marten.Tests.Identity;

/// <summary>What "in creation order" means, for every way an id is compared.</summary>
internal static class RisingIds
{
    public static byte[] PostgresBytes(Guid id) => id.ToByteArray(bigEndian: true);

    public static void ShouldRise(IReadOnlyList<Guid> ids)
    {
        for (var i = 1; i < ids.Count; i++)
        {
            if (ids[i - 1].CompareTo(ids[i]) >= 0) Assert.Fail($"{ids[i]} (number {i}) does not follow {ids[i - 1]}");
        }
    }

    public static void ShouldSortEveryWay(IReadOnlyList<Guid> ids)
    {
        ShouldRise(ids);
        var texts = ids.Select(id => id.ToString()).ToList();
        texts.Order(StringComparer.Ordinal).ShouldBe(texts);
        var bytes = ids.Select(PostgresBytes).ToList();
        for (var i = 1; i < bytes.Count; i++) bytes[i - 1].AsSpan().SequenceCompareTo(bytes[i]).ShouldBeLessThan(0);
    }

    public static async Task ShouldRiseOnEveryThread(Func<Guid> newId)
    {
        const int threads = 8, each = 50_000;
        using var start = new Barrier(threads);
        var runs = await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                var ids = new Guid[each];
                start.SignalAndWait();
                for (var i = 0; i < each; i++) ids[i] = newId();
                return ids;
            },
            TaskCreationOptions.LongRunning)));

        foreach (var run in runs) ShouldRise(run);
        runs.SelectMany(run => run).ToHashSet().Count.ShouldBe(threads * each);
    }
}
