namespace Benchmarks;

/// <summary>A child of an entry.</summary>
public class Comment
{
    public string Author { get; set; } = "";

    public int Stars { get; set; }

    public string Text { get; set; } = "";
}
