using System.Globalization;
using System.Text.RegularExpressions;

namespace Blog.Import;

/// <summary>What a post's file name says: Jekyll's <c>2026-03-01-title.md</c>, or Hugo's <c>title.md</c> and <c>title/index.md</c>.</summary>
internal sealed partial class PostName
{
    private readonly Match dated;
    private readonly string baseName;

    private PostName(string baseName)
    {
        this.baseName = baseName;
        dated = Dated().Match(baseName);
    }

    public bool HasDate => dated.Success;

    public string Slug => dated.Groups["rest"].Value is { Length: > 0 } rest ? rest : baseName;

    public string Title => string.Join(' ', Slug.Split(['-', '_', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Capitalised)) is { Length: > 0 } title
        ? title
        : Slug;

    public static PostName Of(string path)
    {
        var parts = path.Split('/');
        var name = Path.GetFileNameWithoutExtension(parts[^1]);
        return new PostName(name == "index" && parts.Length > 1 ? parts[^2] : name);
    }

    /// <summary>Midnight UTC of the day in the name, or null without one.</summary>
    /// <exception cref="FrontMatterException">The name begins with a day that is in no calendar.</exception>
    public DateTimeOffset? Date()
    {
        if (!HasDate) return null;
        return DateTimeOffset.TryParseExact(dated.Groups["date"].Value, "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : throw new FrontMatterException($"The file name begins with '{dated.Groups["date"].Value}', which is not a date.");
    }

    private static string Capitalised(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    [GeneratedRegex(@"^(?<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(-(?<rest>.*))?$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Dated();
}
