namespace Blog.Import;

/// <summary>A file that looks like a post and cannot be read as one.</summary>
/// <param name="Path">The file, relative to the folder that was read.</param>
/// <param name="Reason">Why, in one plain line.</param>
internal sealed record ReadFailure(string Path, string Reason) : ReadResult(Path);
