using System.Text;

namespace Blog.Tests;

/// <summary>A folder of posts that lasts as long as its test.</summary>
internal sealed class TempBlog : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("blog-").FullName;

    public TempBlog With(string path, string text) => With(path, Encoding.UTF8.GetBytes(text));

    public TempBlog With(string path, byte[] bytes)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        return this;
    }

    public List<ReadResult> Read() => [.. BlogFolder.ReadPosts(Root)];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
