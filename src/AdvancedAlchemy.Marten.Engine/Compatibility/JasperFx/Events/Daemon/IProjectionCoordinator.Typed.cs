namespace JasperFx.Events.Daemon;

/// <summary>Runs the daemons of an ancillary store with the host.</summary>
public interface IProjectionCoordinator<T> : IProjectionCoordinator where T : class;
