namespace Marten.Events.Daemon.Coordination;

/// <summary>Runs the daemons of an ancillary store with the host.</summary>
public interface IProjectionCoordinator<T> : JasperFx.Events.Daemon.IProjectionCoordinator<T>, IProjectionCoordinator where T : class, IDocumentStore;
