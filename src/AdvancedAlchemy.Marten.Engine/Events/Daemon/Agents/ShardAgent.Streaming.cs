using System.Threading.Channels;
using JasperFx.Events.Daemon;

namespace Marten.Engine.Events.Daemon;

internal sealed partial class ShardAgent
{
    // The server cannot clean up behind a statement that runs.
    private const long LongestStream = 200_000;

    // As GoToAsync, but that the server sends on while events are read and applied.
    private async Task StreamToAsync(long ceiling, CancellationToken token)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(token);
        var pages = Channel.CreateBounded<LoadedPage>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        var from = Position;
        var feeding = Task.Run(() => FeedAsync(pages.Writer, from, ceiling, enough.Token), CancellationToken.None);
        try
        {
            await foreach (var page in pages.Reader.ReadAllAsync(token).ConfigureAwait(false))
            {
                Volatile.Write(ref _position, await WriteAsync(page, isLast: page.Ceiling >= ceiling, token).ConfigureAwait(false));
                await PublishAsync(ShardAction.Updated).ConfigureAwait(false);
            }
        }
        finally
        {
            await enough.CancelAsync().ConfigureAwait(false);
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask<long> WriteAsync(LoadedPage page, bool isLast, CancellationToken token)
    {
        try
        {
            return await _writer.WriteAsync(page, isLast, token).ConfigureAwait(false);
        }
        catch (ApplyEventException failure) when (failure.Event.Id == Guid.Empty && failure.InnerException is not null)
        {
            // Only what handlers look at was read of it.
            throw new ApplyEventException(await _loader.ReadWholeAsync(failure.Event.Sequence, token).ConfigureAwait(false), failure.InnerException);
        }
    }

    private async Task FeedAsync(ChannelWriter<LoadedPage> pages, long floor, long ceiling, CancellationToken token)
    {
        try
        {
            while (floor < ceiling)
            {
                var high = Math.Min(ceiling, floor + LongestStream);
                await foreach (var page in _loader.StreamAsync(floor, high, token).ConfigureAwait(false)) await pages.WriteAsync(page, token).ConfigureAwait(false);
                floor = high;
            }

            pages.Complete();
        }
        catch (Exception e)
        {
            pages.Complete(e);
        }
    }
}
