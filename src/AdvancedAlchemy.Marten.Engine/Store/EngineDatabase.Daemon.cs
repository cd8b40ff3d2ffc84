using Marten.Engine.Events.Daemon;
using Marten.Storage;

namespace Marten.Engine;

internal sealed partial class EngineDatabase
{
    /// <exception cref="ArgumentException">It is none of this engine.</exception>
    internal static EngineDatabase Of(IMartenDatabase database) =>
        database as EngineDatabase ?? throw new ArgumentException($"{database?.GetType().Name ?? "null"} is no database of a store", nameof(database));

    /// <summary>Waits for the shards that write documents of a type, or for all of them.</summary>
    internal Task WaitForShardsAsync(Type? documentType, TimeSpan timeout, CancellationToken token) =>
        StalenessWait.RunAsync(_store, documentType is null ? _store.Shards.Continuous : _store.Shards.Publishing(documentType), timeout, token);
}
