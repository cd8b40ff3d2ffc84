namespace MartenFacts.Patching;

public class Target
{
    public Guid Id { get; set; }

    public string? Name { get; set; }

    public string? Nick { get; set; }

    public int Number { get; set; }

    public long Big { get; set; }

    public double Ratio { get; set; }

    public decimal Price { get; set; }

    public bool Flag { get; set; }

    public Colour Colour { get; set; }

    public Inner? Inner { get; set; }

    public List<int> Numbers { get; set; } = [];

    public string[] Tags { get; set; } = [];

    public List<Inner> Children { get; set; } = [];

    public Dictionary<string, int> Scores { get; set; } = [];
}

public class Inner
{
    public string? Name { get; set; }

    public int Number { get; set; }

    public Inner? Deeper { get; set; }
}

public enum Colour
{
    Red,
    Green,
    Blue,
}
