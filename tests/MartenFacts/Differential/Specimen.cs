using System.Text.Json.Serialization;

namespace MartenFacts.Differential;

/// <summary>A document with a member of every type that can be queried.</summary>
public sealed class Specimen
{
    public int Id { get; set; }

    public string? Text { get; set; }

    [JsonPropertyName("an other's \"name\"")]
    public string? Other { get; set; }

    public int Int { get; set; }

    public int? OptInt { get; set; }

    public long Long { get; set; }

    public short Short { get; set; }

    public byte Byte { get; set; }

    public sbyte SByte { get; set; }

    public ushort UShort { get; set; }

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

    public Hue Hue { get; set; }

    public Hue? OptHue { get; set; }

    public DateTime Time { get; set; }

    public DateTime? OptTime { get; set; }

    public DateTimeOffset Instant { get; set; }

    public DateTimeOffset? OptInstant { get; set; }

    public DateOnly Day { get; set; }

    public TimeOnly Clock { get; set; }

    public TimeSpan Span { get; set; }

    public SpecimenRef? Ref { get; set; }

    public Part? Inner { get; set; }

    public List<string?>? Tags { get; set; }

    public int[]? Numbers { get; set; }

    public List<double>? Doubles { get; set; }

    public List<DateTime>? Times { get; set; }

    public List<Hue>? Hues { get; set; }

    public List<Part>? Parts { get; set; }

    public Dictionary<string, int>? Scores { get; set; }
}

public sealed class Part
{
    public string? Name { get; set; }

    public int? Number { get; set; }

    public bool Flag { get; set; }

    public Hue Hue { get; set; }

    public DateTime Time { get; set; }

    public List<string>? Tags { get; set; }

    public Part? Deeper { get; set; }
}

public readonly record struct SpecimenRef(Guid Value);

public enum Hue
{
    None = 0,
    Light = 1,
    Dark = 5,
}
