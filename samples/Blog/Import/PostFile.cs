namespace Blog.Import;

/// <summary>One Markdown file.</summary>
internal static class PostFile
{
    /// <summary>Reads the file; null says that it is no post: a README, or a Hugo section page.</summary>
    public static ReadResult? Read(FileInfo file, string path)
    {
        if (Path.GetFileNameWithoutExtension(path) == "_index") return null;
        try
        {
            return Parse(SourceText.Read(file), path);
        }
        catch (Exception e) when (e is FrontMatterException or IOException or UnauthorizedAccessException)
        {
            return new ReadFailure(path, OneLine(e.Message));
        }
    }

    /// <summary>Makes a post of a file's text.</summary>
    /// <exception cref="FrontMatterException">It looks like a post and is none.</exception>
    internal static SourcePost? Parse(string text, string path)
    {
        var name = PostName.Of(path);
        var (matter, body) = FrontMatter.Split(text);
        if (matter is null && !name.HasDate) return null;

        matter ??= new FrontMatter();
        return new SourcePost(
            path,
            OneLine(matter.Text("title") ?? name.Title),
            body,
            matter.Text("date") is { } date ? SourceDate.Parse(date) : name.Date(),
            IsPublished(matter, path),
            Tags(matter),
            matter.Text("slug") ?? name.Slug,
            matter.Text("author") ?? Names(matter, "author") ?? matter.Text("authors") ?? Names(matter, "authors"));
    }

    private static bool IsPublished(FrontMatter matter, string path) =>
        matter.Flag("published") != false && matter.Flag("draft") != true && !path.Split('/').Contains("_drafts");

    // Jekyll splits the plural's text and never the singular's: "category: Event Sourcing" is one
    private static List<string> Tags(FrontMatter matter) =>
        [.. matter.Words("tags"), .. matter.Items("tag"), .. matter.Words("categories"), .. matter.Items("category")];

    private static string? Names(FrontMatter matter, string key) =>
        matter.Items(key) is { Count: > 0 } names ? string.Join(", ", names) : null;

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
