namespace MartenFacts.Documentation;

public class Inner
{
    public int Number { get; set; }

    public string? String { get; set; }

    public Inner? Deeper { get; set; }
}
