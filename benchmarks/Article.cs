namespace Benchmarks;

/// <summary>The document of all benchmarks: a blog post of ordinary size.</summary>
public class Article
{
    public Guid Id { get; set; }

    public string Title { get; set; } = "";

    public string Slug { get; set; } = "";

    public string Content { get; set; } = "";

    public bool Published { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public List<string> Tags { get; set; } = [];

    public static Article Make(int number) => new()
    {
        Id = Guid.CreateVersion7(),
        Title = "Post number " + number,
        Slug = "post-number-" + number,
        Content = new string('x', 400),
        Published = number % 2 == 0,
        CreatedAt = DateTimeOffset.UnixEpoch.AddMinutes(number),
        Tags = ["postgresql", "dotnet", "tag-" + (number % 50)],
    };
}
