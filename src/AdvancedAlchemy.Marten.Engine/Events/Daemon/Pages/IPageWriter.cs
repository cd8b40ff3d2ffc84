namespace Marten.Engine.Events.Daemon;

/// <summary>Saves what pages come to.</summary>
internal interface IPageWriter
{
    /// <summary>Called before the first page, and after a failure before the page that is tried again.</summary>
    void Begin()
    {
    }

    /// <param name="page">The next page.</param>
    /// <param name="isLast">Whether there is none after it for now: everything has to be saved by then.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>How far the shard is now.</returns>
    Task<long> WriteAsync(LoadedPage page, bool isLast, CancellationToken token);
}
