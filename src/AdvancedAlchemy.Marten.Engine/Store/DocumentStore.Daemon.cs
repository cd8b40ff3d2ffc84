using JasperFx.Events.Daemon;
using Marten.Engine.Events.Daemon;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marten;

public partial class DocumentStore
{
    private readonly Lock _shardsLock = new();
    private StoreShards? _shards;

    internal AppendSignal Appends { get; } = new();

    internal StoreShards Shards
    {
        get
        {
            // Once only: settings of subscriptions are the caller's code.
            lock (_shardsLock) return _shards ??= new StoreShards(this);
        }
    }

    /// <summary>What runs projections and subscriptions; nothing runs until it is told to.</summary>
    public ValueTask<IProjectionDaemon> BuildProjectionDaemonAsync(string? tenantIdOrDatabaseIdentifier = null, ILogger? logger = null) =>
        new(BuildProjectionDaemon(tenantIdOrDatabaseIdentifier, logger));

    public IProjectionDaemon BuildProjectionDaemon(string? tenantIdOrDatabaseIdentifier = null, ILogger? logger = null) =>
        new ProjectionDaemon(this, logger ?? NullLogger.Instance);
}
