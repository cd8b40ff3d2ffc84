namespace JasperFx.Events.Daemon;

/// <summary>The settings of what projects in the background.</summary>
public class DaemonSettings;
