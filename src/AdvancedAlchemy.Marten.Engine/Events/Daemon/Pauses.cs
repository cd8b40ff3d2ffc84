namespace Marten.Engine.Events.Daemon;

/// <summary>How long to wait after failures.</summary>
internal static class Pauses
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    internal static TimeSpan After(int failures, TimeSpan first) => After(failures, first, Longest);

    /// <summary>Twice as long after each failure, up to a limit.</summary>
    internal static TimeSpan After(int failures, TimeSpan first, TimeSpan longest)
    {
        var pause = first * Math.Pow(2, Math.Min(failures, 20) - 1);
        return pause < longest ? pause : longest < first ? first : longest;
    }
}
