using JasperFx;

namespace Benchmarks.Layer;

/// <summary>A document as one writes it for plain Marten: stamps, slug and revision by hand.</summary>
public class PlainMemo : IRevisioned
{
    public Guid Id { get; set; }

    public int Version { get; set; }

    public string Title { get; set; } = "";

    public string Slug { get; set; } = "";

    public string Content { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public static PlainMemo Make(int number)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new PlainMemo
        {
            Id = Guid.CreateVersion7(), Title = "Memo number " + number, Slug = "memo-number-" + number, Content = new string('x', 400), CreatedAt = now, UpdatedAt = now,
        };
    }
}
