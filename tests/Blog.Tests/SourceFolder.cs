namespace Blog.Tests;

/// <summary>A folder with posts, gone after the test.</summary>
internal sealed class SourceFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("blog-tests-").FullName;

    internal SourceFolder With(string name, string text)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    internal static string Post(string title, string tags = "[]", string body = "Text.") => $"---\ntitle: \"{title}\"\ntags: {tags}\n---\n{body}\n";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
