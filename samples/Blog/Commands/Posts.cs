using Blog.Model;
using Marten;

namespace Blog.Commands;

/// <summary>Finds posts by their address.</summary>
internal static class Posts
{
    /// <exception cref="NotThereException">There is no such post.</exception>
    internal static async Task<Post> FindAsync(IQuerySession session, string slug, CancellationToken token) =>
        await session.Query<Post>().FirstOrDefaultAsync(post => post.Slug == slug, token) ?? throw new NotThereException($"There is no post '{slug}'.");
}
