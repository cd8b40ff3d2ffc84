using FsCheck;
using FsCheck.Fluent;

namespace MartenFacts.Differential;

/// <summary>The values that documents and predicates are made of: few, so that they meet, and the awkward ones among them.</summary>
/// <remarks>Times are of whole microseconds but for the last of their type: PostgreSQL has nothing finer.</remarks>
internal static class Pools
{
    internal static readonly string[] Texts =
    [
        "", " ", "a", "A", "abc", "ABC", "ab", "b", "50%", "5_", "_", "%", "\\", "a\\b", "'", "\"", "é", "É", "e\u0301", "🎉", "x🎉y", "\u00a0a ", "\ta\n", "{}", "null", "1", "日本", "$1", "?",
    ];

    internal static readonly int[] Ints = [0, 1, 2, 3, 7, -1, -5, 1000, int.MaxValue, int.MinValue];
    internal static readonly long[] Longs = [0, 1, 2, 3, -1, int.MaxValue + 1L, 9_007_199_254_740_993, long.MaxValue, long.MinValue];
    internal static readonly short[] Shorts = [0, 1, 3, -3, short.MaxValue, short.MinValue];
    internal static readonly byte[] Bytes = [0, 1, 3, 200, byte.MaxValue];
    internal static readonly sbyte[] SBytes = [0, 1, -3, sbyte.MaxValue, sbyte.MinValue];
    internal static readonly ushort[] UShorts = [0, 1, 3, ushort.MaxValue];
    internal static readonly uint[] UInts = [0, 1, 3, uint.MaxValue];
    internal static readonly ulong[] ULongs = [0, 1, 3, long.MaxValue, ulong.MaxValue];
    internal static readonly decimal[] Decimals = [0m, 1m, 1.0m, 1.50m, -0.1m, 0.0000000000000000000000000001m, decimal.MaxValue, decimal.MinValue];
    internal static readonly double[] Doubles = [0, -0.0, 1, 1.5, -2.25, 0.1, 1e-7, double.Epsilon, double.MaxValue, double.MinValue];
    internal static readonly float[] Floats = [0, 1, 1.5f, -2.25f, 0.1f, float.Epsilon, float.MaxValue, float.MinValue];
    internal static readonly char[] Letters = ['a', 'A', 'z', ' ', '\'', '%', 'é', '日'];
    internal static readonly Guid[] Guids = [Guid.Empty, new("00000000-0000-0000-0000-00000000000a"), Guid.AllBitsSet];
    internal static readonly Hue[] Hues = [Hue.None, Hue.Light, Hue.Dark];
    internal static readonly DateTime[] Times = [new(2024, 2, 29, 23, 59, 59), new DateTime(2024, 1, 1).AddTicks(1_234_560), new(1999, 12, 31), DateTime.MinValue, DateTime.MaxValue];
    internal static readonly DateTimeOffset[] Instants =
    [
        new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2024, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)), new(2023, 12, 31, 22, 30, 0, TimeSpan.FromHours(-1.5)), DateTimeOffset.MinValue, DateTimeOffset.MaxValue,
    ];
    internal static readonly DateOnly[] Days = [new(2024, 2, 29), new(2000, 1, 1), DateOnly.MinValue, DateOnly.MaxValue];
    internal static readonly TimeOnly[] Clocks = [default, new(12, 30), new(23, 59, 59), TimeOnly.MaxValue];
    internal static readonly TimeSpan[] Spans = [TimeSpan.Zero, TimeSpan.FromHours(25), TimeSpan.FromMinutes(-1), new(-1, -2, -40, 0), TimeSpan.MaxValue, TimeSpan.MinValue];

    internal static readonly Gen<Specimen> Documents = Gen.Choose(0, int.MaxValue - 1).Select(Make);

    // One draw of FsCheck's per document; the members come from a generator that it seeds.
    private static Specimen Make(int seed)
    {
        var pick = new Picker(seed);
        return new Specimen
        {
            Text = pick.Maybe(Texts),
            Other = pick.Maybe(Texts),
            Int = pick.One(Ints),
            OptInt = pick.Optional(Ints),
            Long = pick.One(Longs),
            Short = pick.One(Shorts),
            Byte = pick.One(Bytes),
            SByte = pick.One(SBytes),
            UShort = pick.One(UShorts),
            UInt = pick.One(UInts),
            ULong = pick.One(ULongs),
            Decimal = pick.One(Decimals),
            OptDecimal = pick.Optional(Decimals),
            Double = pick.One(Doubles),
            Float = pick.One(Floats),
            Flag = pick.Chance(2),
            OptFlag = pick.Optional([true, false]),
            Letter = pick.One(Letters),
            Guid = pick.One(Guids),
            OptGuid = pick.Optional(Guids),
            Hue = pick.One(Hues),
            OptHue = pick.Optional(Hues),
            Time = pick.One(Times),
            OptTime = pick.Optional(Times),
            Instant = pick.One(Instants),
            OptInstant = pick.Optional(Instants),
            Day = pick.One(Days),
            Clock = pick.One(Clocks),
            Span = pick.One(Spans),
            Ref = pick.Optional(Guids) is { } guid ? new SpecimenRef(guid) : null,
            Inner = pick.Chance(4) ? null : Part(pick, 2),
            Tags = pick.Chance(5) ? null : [.. pick.Some(Texts.Append(null).ToArray())],
            Numbers = pick.Chance(5) ? null : [.. pick.Some(Ints[..8])],
            Doubles = pick.Chance(5) ? null : pick.Some(Doubles[..6]),
            Times = pick.Chance(5) ? null : pick.Some(Times),
            Hues = pick.Chance(5) ? null : pick.Some(Hues),
            Parts = pick.Chance(5) ? null : [.. Enumerable.Range(0, pick.Below(4)).Select(_ => Part(pick, 1))],
            Scores = pick.Chance(5) ? null : pick.Some(Texts).Distinct().ToDictionary(k => k!, _ => pick.One(Ints)),
        };
    }

    private static Part Part(Picker pick, int depth) => new()
    {
        Name = pick.Maybe(Texts[..8]),
        Number = pick.Optional(Ints[..4]),
        Flag = pick.Chance(2),
        Hue = pick.One(Hues),
        Time = pick.One(Times),
        Tags = pick.Chance(3) ? null : pick.Some(Texts[..8]),
        Deeper = depth == 0 || pick.Chance(3) ? null : Part(pick, depth - 1),
    };

    private sealed class Picker(int seed)
    {
        private readonly Random _random = new(seed);

        internal int Below(int limit) => _random.Next(limit);

        internal bool Chance(int of) => _random.Next(of) == 0;

        internal T One<T>(T[] pool) => pool[_random.Next(pool.Length)];

        internal T? Maybe<T>(T[] pool) where T : class => Chance(4) ? null : One(pool);

        internal T? Optional<T>(T[] pool) where T : struct => Chance(4) ? null : One(pool);

        internal List<T> Some<T>(T[] pool) => [.. Enumerable.Range(0, Below(4)).Select(_ => One(pool))];
    }
}
