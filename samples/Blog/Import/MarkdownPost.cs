using System.Globalization;
using Blog.Model;
using YamlDotNet.Serialization;

namespace Blog.Import;

/// <summary>A post as a Jekyll file.</summary>
internal static class MarkdownPost
{
    private static readonly ISerializer Yaml = new SerializerBuilder().WithQuotingNecessaryStrings().Build();

    internal static string FileName(Post post) => $"{Date(post):yyyy-MM-dd}-{post.Slug}.md";

    internal static string Write(Post post, IReadOnlyList<string> tags)
    {
        var front = new Dictionary<string, object>
        {
            ["title"] = post.Title,
            ["slug"] = post.Slug,
            ["date"] = Date(post).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture),
        };
        if (post.Author is { } author) front["author"] = author;
        if (tags.Count > 0) front["tags"] = tags;
        if (!post.Published) front["published"] = false;
        return $"---\n{Yaml.Serialize(front)}---\n\n{post.Content.TrimStart('\n')}";
    }

    private static DateTimeOffset Date(Post post) => post.PublishedAt ?? post.CreatedAt;
}
