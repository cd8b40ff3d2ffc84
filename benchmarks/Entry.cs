namespace Benchmarks;

/// <summary>A document with five references and a few children.</summary>
public class Entry
{
    public Guid Id { get; set; }

    public string Title { get; set; } = "";

    public Guid[] TopicIds { get; set; } = [];

    public List<Comment> Comments { get; set; } = [];

    public static Entry Make(int number) => new()
    {
        Id = Guid.CreateVersion7(),
        Title = "Entry number " + number,
        TopicIds = [.. Enumerable.Range(0, 5).Select(i => Topic.IdOf(((number * 7) + (i * 31)) % Topics))],
        Comments = [.. Enumerable.Range(0, 3).Select(i => new Comment { Author = $"author {(number + (i * 1000)) % 5000}", Stars = i + 1, Text = "well said" })],
    };

    public const int Topics = 500;
}
