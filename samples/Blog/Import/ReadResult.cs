namespace Blog.Import;

/// <summary>What came of one Markdown file: a <see cref="SourcePost"/> or a <see cref="ReadFailure"/>.</summary>
/// <param name="Path">The file, relative to the folder that was read, with forward slashes.</param>
internal abstract record ReadResult(string Path);
