using Marten.Events.Daemon.Coordination;
using Microsoft.Extensions.Logging;

namespace Marten.Engine.Events.Daemon;

/// <summary>Runs the daemon of an ancillary store.</summary>
internal sealed class ProjectionCoordinator<T>(DocumentStore store, ILogger logger) : ProjectionCoordinator(store, logger), IProjectionCoordinator<T>
    where T : class, IDocumentStore;
