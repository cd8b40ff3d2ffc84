namespace Marten.Events.Daemon.Coordination;

/// <summary>Runs the daemons of a store with the host.</summary>
public interface IProjectionCoordinator : JasperFx.Events.Daemon.IProjectionCoordinator;
