using System.Text.Json.Serialization;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>A document with a member of every type that can be queried.</summary>
public sealed class Sample
{
    public int Id { get; set; }

    public string? Text { get; set; }

    public int Int { get; set; }

    public int? OptInt { get; set; }

    public long Long { get; set; }

    public long? OptLong { get; set; }

    public short Short { get; set; }

    public byte Byte { get; set; }

    public uint UInt { get; set; }

    public ulong ULong { get; set; }

    public decimal Decimal { get; set; }

    public decimal? OptDecimal { get; set; }

    public double Double { get; set; }

    public float Float { get; set; }

    public bool Flag { get; set; }

    public bool? OptFlag { get; set; }

    public char Letter { get; set; }

    public Guid Guid { get; set; }

    public Guid? OptGuid { get; set; }

    public Shade Shade { get; set; }

    public Shade? OptShade { get; set; }

    public DateTime Time { get; set; }

    public DateTime? OptTime { get; set; }

    public DateTimeOffset Instant { get; set; }

    public DateTimeOffset? OptInstant { get; set; }

    public DateOnly Day { get; set; }

    public TimeOnly Clock { get; set; }

    public TimeSpan Span { get; set; }

    public Part? Inner { get; set; }

    public List<string> Tags { get; set; } = [];

    public int[]? Numbers { get; set; }

    public List<Part>? Parts { get; set; }

    public Dictionary<string, int> Scores { get; set; } = [];

    [JsonPropertyName("re-named 'x'")]
    public string? Renamed { get; set; }
}

public sealed class Part
{
    public string? Name { get; set; }

    public int Number { get; set; }

    public Part? Deeper { get; set; }
}

public enum Shade
{
    None = 0,
    Light = 1,
    Dark = 5,
}
