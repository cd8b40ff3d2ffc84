using AdvancedAlchemy.Marten;
using Blog.Model;
using JasperFx;
using Marten;
using Spectre.Console;

namespace Blog.Commands;

/// <summary>Renames, merges and deletes tags.</summary>
internal static class TagCommand
{
    internal static Task<int> RunAsync(BlogContext context) => context.Options.Word(1, "rename, merge or delete") switch
    {
        "rename" => RenameAsync(context, context.Options.Word(2, "the tag"), context.Options.Word(3, "its new name")),
        "merge" => MergeAsync(context, context.Options.Word(2, "the tag"), context.Options.Word(3, "the tag to merge it into")),
        "delete" => DeleteAsync(context, context.Options.Word(2, "the tag")),
        var other => throw new UsageException($"A tag cannot be asked to '{other}'"),
    };

    private static async Task<int> RenameAsync(BlogContext context, string name, string newName)
    {
        await using var session = context.Documents.LightweightSession();
        var tag = await Tags.FindAsync(session, name, context.Token);
        tag.Name = newName.Trim();
        tag.Slug = Tag.SlugOf(newName);
        session.Update(tag);
        try
        {
            await session.SaveChangesAsync(context.Token);
        }
        catch (DocumentAlreadyExistsException)
        {
            throw new NotThereException($"There is a tag '{newName}' already; merge '{name}' into it instead.");
        }

        context.Console.MarkupLineInterpolated($"[green]{name}[/] is now [green]{tag.Name}[/] ({tag.Slug}), on every post that has it.");
        return 0;
    }

    private static async Task<int> MergeAsync(BlogContext context, string name, string into)
    {
        await using var session = context.Documents.LightweightSession();
        var from = await Tags.FindAsync(session, name, context.Token);
        var target = await Tags.FindAsync(session, into, context.Token);
        if (from.Id == target.Id) throw new NotThereException($"'{name}' and '{into}' are the same tag.");

        var posts = await session.Query<Post>().LinkedTo(post => post.TagIds, from.Id).ToListAsync(context.Token);
        foreach (var post in posts)
        {
            post.TagIds = [.. post.TagIds.Select(id => id == from.Id ? target.Id : id).Distinct()];
            session.Update(post);
        }

        session.Delete(from);
        await session.SaveChangesAsync(context.Token);
        context.Console.MarkupLineInterpolated($"{posts.Count} posts moved from [green]{from.Name}[/] to [green]{target.Name}[/].");
        return 0;
    }

    private static async Task<int> DeleteAsync(BlogContext context, string name)
    {
        await using var session = context.Documents.LightweightSession();
        var tag = await Tags.FindAsync(session, name, context.Token);
        var posts = await session.Query<Post>().LinkedTo(post => post.TagIds, tag.Id).CountAsync(context.Token);
        session.Delete(tag);
        await session.SaveChangesAsync(context.Token);
        context.Console.MarkupLineInterpolated($"[green]{tag.Name}[/] is gone, and from {posts} posts too.");
        return 0;
    }
}
