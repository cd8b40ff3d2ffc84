using JasperFx.Events.Projections;
using Marten.Engine.Sessions;
using Marten.Exceptions;
using Npgsql;

namespace Marten.Engine.Events.Daemon;

/// <summary>Saves what many pages of a rebuild come to at once: the documents of all of them and the progress on them in one transaction.</summary>
internal sealed class RebuildWriter(DocumentStore store, Shard shard, ShardAgent agent, IRebuildCache cache) : IPageWriter
{
    // Progress is to be seen, and what is done is not to be lost.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private long _written = TimeProvider.System.GetTimestamp();
    private long? _floor;

    public async Task<long> WriteAsync(LoadedPage page, bool isLast, CancellationToken token)
    {
        _floor ??= page.Floor;
        await using var session = PageSessions.Open(store, shard, agent.Mode);
        session.Core.Rebuild = cache;
        if (page.Events.Count > 0)
        {
            var range = new EventRange(shard.Name, page.Floor, page.Ceiling, agent) { Events = page.Events };
            await shard.ApplyAsync(session, range, agent, token).ConfigureAwait(false);
        }

        if (!isLast && session.Core.Work.IsEmpty && session.Core.Streams.IsEmpty && page.Letters.Count == 0 && cache.Unwritten < shard.Options.RebuildFlushThreshold
            && TimeProvider.System.GetElapsedTime(_written) < LongestWait)
        {
            return page.Ceiling;
        }

        await FlushAsync(session, page, token).ConfigureAwait(false);
        return page.Ceiling;
    }

    private async Task FlushAsync(DocumentSession session, LoadedPage page, CancellationToken token)
    {
        session.Core.Rebuild = null;
        session.Core.PutFirst(new ProgressUpdate(store.EventStorage, shard.Name, _floor!.Value, page.Ceiling));
        session.Store<JasperFx.Events.Daemon.DeadLetterEvent>(page.Letters);
        cache.QueueKnown(session);
        await session.BeginTransactionAsync(token).ConfigureAwait(false);
        await CopyNewAsync(session, token).ConfigureAwait(false);
        await session.SaveChangesAsync(token).ConfigureAwait(false);
        cache.Written();
        _floor = page.Ceiling;
        _written = TimeProvider.System.GetTimestamp();
    }

    private async ValueTask CopyNewAsync(DocumentSession session, CancellationToken token)
    {
        await using var lease = await session.Core.Connection.RentAsync(token).ConfigureAwait(false);
        try
        {
            await cache.CopyNewAsync(lease.Connection, mayMeet: shard is { IsInline: true, IsOfStreams: true }, token).ConfigureAwait(false);
        }
        catch (MartenCommandException e) when (shard.IsInline && e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw new InvalidOperationException(
                $"While {shard.Name.Identity} was rebuilt, events were appended and projected by their saves, onto documents that had been deleted. What they have written "
                + "cannot be put together with what the rebuild makes: rebuild it again while nobody appends.",
                e);
        }
    }
}
