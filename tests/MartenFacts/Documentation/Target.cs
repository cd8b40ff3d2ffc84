namespace MartenFacts.Documentation;

/// <summary>A document with a member of each kind.</summary>
public class Target
{
    public Guid Id { get; set; }

    public int Number { get; set; }

    public int? NullableNumber { get; set; }

    public double Double { get; set; }

    public decimal Decimal { get; set; }

    public string? String { get; set; }

    public string AnotherString { get; set; } = "";

    public bool Flag { get; set; }

    public Color Color { get; set; }

    public DateTime Date { get; set; }

    public DateTimeOffset When { get; set; }

    public Inner? Inner { get; set; }

    public int[] NumberArray { get; set; } = [];

    public string[] Tags { get; set; } = [];

    public List<Child> Children { get; set; } = [];

    public Dictionary<string, string> Labels { get; set; } = [];
}
