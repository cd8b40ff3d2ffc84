namespace JasperFx;

/// <summary>What an agent of the background is doing.</summary>
public enum AgentStatus
{
    Running = 0,
    Stopped = 1,

    /// <summary>It waits after a failure, and goes on by itself.</summary>
    Paused = 2,
}
