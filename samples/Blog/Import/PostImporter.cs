using AdvancedAlchemy.Marten;
using Blog.Model;
using Marten;

namespace Blog.Import;

/// <summary>Brings posts from files into the store: in parallel, and without touching what has not changed.</summary>
internal sealed class PostImporter(IDocumentStore store, string folder)
{
    private const int BatchSize = 50;
    private readonly string _origin = new DirectoryInfo(folder).Name;
    private int _added;
    private int _changed;
    private int _unchanged;

    /// <param name="results">What was read.</param>
    /// <param name="progress">Told how many more are done.</param>
    /// <param name="token">Stops between posts; what was saved stays.</param>
    internal async Task<ImportReport> ImportAsync(IReadOnlyList<ReadResult> results, Action<int> progress, CancellationToken token)
    {
        var failures = new List<ReadFailure>(results.OfType<ReadFailure>());
        progress(failures.Count);
        var parallel = new ParallelOptions { CancellationToken = token, MaxDegreeOfParallelism = 8 };
        await Parallel.ForEachAsync(results.OfType<SourcePost>().Chunk(BatchSize), parallel, async (batch, stop) =>
        {
            var refused = await ImportBatchAsync(batch, stop);
            lock (failures) failures.AddRange(refused);
            progress(batch.Length);
        });
        return new ImportReport(_added, _changed, _unchanged, [.. failures.OrderBy(f => f.Path, StringComparer.Ordinal)]);
    }

    private async Task<IReadOnlyList<ReadFailure>> ImportBatchAsync(SourcePost[] batch, CancellationToken token)
    {
        try
        {
            await SaveAsync(batch, token);
            return [];
        }
        catch (Exception e) when (batch.Length > 1 && e is not OperationCanceledException)
        {
            // One post that cannot be stored must not keep the others out.
            var failures = new List<ReadFailure>();
            foreach (var post in batch) failures.AddRange(await ImportBatchAsync([post], token));
            return failures;
        }
        catch (Exception e) when (Refuses(e))
        {
            return [new ReadFailure(batch[0].Path, e.Message.ReplaceLineEndings(" "))];
        }
    }

    // The server or a rule said no to this post; a lost server would say no to all of them, and is not for here.
    private static bool Refuses(Exception e) =>
        e is Marten.Exceptions.MartenException { InnerException: Npgsql.PostgresException or null } or JasperFx.DocumentAlreadyExistsException or JasperFx.ConcurrencyException;

    private async Task SaveAsync(SourcePost[] batch, CancellationToken token)
    {
        await using var session = store.LightweightSession();
        var sources = batch.Select(Source).ToArray();
        var known = (await session.Query<Post>().Where(post => sources.Contains(post.Source!)).ToListAsync(token)).ToDictionary(post => post.Source!);
        var names = batch.SelectMany(post => post.Tags).Distinct(StringComparer.Ordinal).ToArray();

        // Committed at once, so that imports running side by side never wait for each other's posts.
        var tags = await session.AsUniqueAsync<Tag, string>(names, UniqueScope.Immediate, token: token);
        var ids = tags.ToDictionary(tag => tag.Slug, tag => tag.Id);

        var (added, changed) = (0, 0);
        foreach (var source in batch)
        {
            List<long> tagIds = [.. source.Tags.Select(name => ids[Tag.SlugOf(name)]).Distinct()];
            if (!known.TryGetValue(Source(source), out var post))
            {
                session.Insert(New(source, tagIds));
                added++;
            }
            else if (Apply(post, source, tagIds))
            {
                session.Update(post);
                changed++;
            }
        }

        await session.SaveChangesAsync(token);
        Interlocked.Add(ref _added, added);
        Interlocked.Add(ref _changed, changed);
        Interlocked.Add(ref _unchanged, batch.Length - added - changed);
    }

    private Post New(SourcePost source, List<long> tagIds)
    {
        var post = new Post { Source = Source(source), SlugHint = source.SlugHint };

        // A post from the past was created then, not now.
        if (source.Date is { } date) post.CreatedAt = post.UpdatedAt = date;
        Apply(post, source, tagIds);
        return post;
    }

    private static bool Apply(Post post, SourcePost source, List<long> tagIds)
    {
        var publishedAt = source.Published ? source.Date : null;
        if (post.Title == source.Title && post.Content == source.Body && post.Published == source.Published && post.PublishedAt == publishedAt
            && post.Author == source.Author && post.TagIds.SequenceEqual(tagIds))
        {
            return false;
        }

        post.Title = source.Title;
        post.Content = source.Body;
        post.Published = source.Published;
        post.PublishedAt = publishedAt;
        post.Author = source.Author;
        post.TagIds = tagIds;
        return true;
    }

    private string Source(SourcePost post) => $"{_origin}/{post.Path}";
}
