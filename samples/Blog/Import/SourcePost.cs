namespace Blog.Import;

/// <summary>A post as its author wrote it, before it becomes a document.</summary>
/// <param name="Path">The file, relative to the folder that was read.</param>
/// <param name="Title">From the front matter, else from the file name; never blank.</param>
/// <param name="Body">Markdown with <c>\n</c> line ends; Liquid tags and shortcodes stand as they are.</param>
/// <param name="Date">In UTC, from the front matter, else the file name; null for a draft without one. It may lie in the future.</param>
/// <param name="Published">False for <c>published: false</c>, <c>draft: true</c> and everything below <c>_drafts</c>.</param>
/// <param name="Tags">Tags, then categories, as written but trimmed; "C#" and "c#" are still two.</param>
/// <param name="SlugHint">The slug in the front matter, else the file's or page bundle's name without its date.</param>
/// <param name="Author">One or more names, if given.</param>
internal sealed record SourcePost(
    string Path,
    string Title,
    string Body,
    DateTimeOffset? Date,
    bool Published,
    IReadOnlyList<string> Tags,
    string SlugHint,
    string? Author) : ReadResult(Path);
