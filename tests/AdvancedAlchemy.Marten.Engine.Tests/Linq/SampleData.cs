namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>Documents that differ in every member, with the values that break things among them.</summary>
public static class SampleData
{
    public static readonly string?[] Texts =
    [
        null, "", " ", "a", "A", "abc", "ABC", "abcd", "50%", "50", "a_c", "a\\b", "\\", "'", "''", "\"", "O'Brien", "🎉", "x🎉y", "ünï", "?", "@p", ":p", "{0}", "$1",
        "'; drop table mt_doc_sample; --", "\t tab ", "line\nbreak", "%", "_",
    ];

    public static Sample[] Make() =>
    [
        .. Enumerable.Range(0, 60).Select(i => new Sample
        {
            Id = i + 1,
            Text = Texts[i % Texts.Length],
            Int = (i % 11) - 5,
            OptInt = i % 3 == 0 ? null : i % 7,
            Long = i == 7 ? long.MaxValue : i == 8 ? long.MinValue : i * 1_000_000_000L,
            OptLong = i % 4 == 0 ? null : i,
            Short = (short)(i - 30),
            Byte = (byte)(i * 4),
            UInt = i == 3 ? uint.MaxValue : (uint)i,
            ULong = i == 3 ? ulong.MaxValue : (ulong)i,
            Decimal = i / 4m,
            OptDecimal = i % 5 == 0 ? null : -i / 8m,
            Double = i / 8.0,
            Float = i / 4f,
            Flag = i % 2 == 0,
            OptFlag = (i % 3) switch { 0 => null, 1 => true, _ => false },
            Letter = (char)('a' + (i % 26)),
            Guid = new Guid(i % 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
            OptGuid = i % 2 == 0 ? null : new Guid(i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            Shade = (i % 3) switch { 0 => Shade.None, 1 => Shade.Light, _ => Shade.Dark },
            OptShade = (i % 4) switch { 0 => null, 1 => Shade.None, 2 => Shade.Light, _ => Shade.Dark },
            Time = new DateTime(2024, 1, 1, 12, 0, 0).AddDays(i).AddTicks(i * 10),
            OptTime = i % 2 == 0 ? null : new DateTime(2024, 6, 1).AddHours(i),
            Instant = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours((i % 5) - 2)).AddHours(i),
            OptInstant = i % 3 == 0 ? null : new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(i),
            Day = new DateOnly(2024, 1, 1).AddDays(i % 20),
            Clock = new TimeOnly(i % 24, i),
            Span = TimeSpan.FromMinutes(i * 100),
            Inner = i % 6 == 0 ? null : new Part { Name = Texts[(i * 7) % Texts.Length], Number = i % 5, Deeper = i % 2 == 0 ? null : new Part { Name = "deep" + (i % 3), Number = i } },
            Tags = [.. Enumerable.Range(0, i % 4).Select(t => "tag" + ((i + t) % 5))],
            Numbers = i % 10 == 0 ? null : [.. Enumerable.Range(0, i % 5)],
            Parts = i % 9 == 0 ? null : [.. Enumerable.Range(0, i % 3).Select(p => new Part { Name = "part" + p, Number = i + p })],
            Scores = i % 2 == 0 ? [] : new() { ["one"] = i, ["it's"] = 2 },
            Renamed = i % 2 == 0 ? null : "renamed" + (i % 4),
        }),
    ];
}
