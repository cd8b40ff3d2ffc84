using Blog.Model;
using Marten;

namespace Blog.Commands;

/// <summary>Finds tags by any spelling.</summary>
internal static class Tags
{
    /// <exception cref="NotThereException">There is no such tag.</exception>
    internal static async Task<Tag> FindAsync(IQuerySession session, string name, CancellationToken token) =>
        await session.Query<Tag>().FirstOrDefaultAsync(Tag.UniqueFilter(name), token) ?? throw new NotThereException($"There is no tag '{name}'.");
}
