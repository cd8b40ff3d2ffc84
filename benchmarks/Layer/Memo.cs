using AdvancedAlchemy.Marten;

namespace Benchmarks.Layer;

/// <summary>The same document with a base that stamps and locks it.</summary>
public class Memo : UuidV7AuditDocument
{
    public string Title { get; set; } = "";

    public string Slug { get; set; } = "";

    public string Content { get; set; } = "";

    public static Memo Make(int number) => new() { Title = "Memo number " + number, Slug = "memo-number-" + number, Content = new string('x', 400) };
}
