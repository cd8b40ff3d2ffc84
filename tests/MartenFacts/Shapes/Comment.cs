namespace MartenFacts.Shapes;

public class Comment
{
    public Guid AuthorId { get; set; }

    public string? Text { get; set; }

    public int Likes { get; set; }

    public List<string> Labels { get; set; } = [];
}
