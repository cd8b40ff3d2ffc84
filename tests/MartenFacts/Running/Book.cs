namespace MartenFacts.Running;

public class Book
{
    public Guid Id { get; set; }

    public string? Title { get; set; }

    public int Pages { get; set; }

    public Genre Genre { get; set; }

    public List<string> Tags { get; set; } = [];
}
