namespace MartenFacts.FullText;

public class Essay
{
    public Guid Id { get; set; }

    public string Title { get; set; } = "";

    public string Body { get; set; } = "";

    public Author? By { get; set; }
}

public class Author
{
    public string Name { get; set; } = "";
}
