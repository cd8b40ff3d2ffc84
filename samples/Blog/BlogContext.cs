using Marten;
using Spectre.Console;

namespace Blog;

/// <summary>What every command needs.</summary>
internal sealed record BlogContext(BlogStore Blog, BlogOptions Options, IAnsiConsole Console, CancellationToken Token)
{
    internal IDocumentStore Documents => Blog.Documents;
}
