namespace MartenFacts.Shapes;

public class Person
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public string? City { get; set; }

    public int Age { get; set; }
}
