namespace MartenFacts.Documentation;

public class Child
{
    public int Number { get; set; }

    public string? Name { get; set; }

    public string[] Tags { get; set; } = [];

    public List<Child> Children { get; set; } = [];
}
