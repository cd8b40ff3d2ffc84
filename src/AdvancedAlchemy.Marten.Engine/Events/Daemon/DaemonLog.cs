using Microsoft.Extensions.Logging;

namespace Marten.Engine.Events.Daemon;

/// <summary>What a daemon has to say.</summary>
internal static partial class DaemonLog
{
    [LoggerMessage(100, LogLevel.Information, "Shard {Shard} has started at {Position}")]
    internal static partial void Started(ILogger logger, string shard, long position);

    [LoggerMessage(101, LogLevel.Information, "Shard {Shard} has stopped at {Position}")]
    internal static partial void Stopped(ILogger logger, string shard, long position);

    [LoggerMessage(102, LogLevel.Error, "Shard {Shard} has failed after {Position}; it goes on in {Pause}")]
    internal static partial void Paused(ILogger logger, Exception exception, string shard, long position, TimeSpan pause);

    [LoggerMessage(103, LogLevel.Warning, "Shard {Shard} did not stop within {Timeout}; the page that it is at is given up")]
    internal static partial void StopForced(ILogger logger, string shard, TimeSpan timeout);

    [LoggerMessage(104, LogLevel.Warning, "Shard {Shard} leaves out event {Sequence}")]
    internal static partial void Skipped(ILogger logger, Exception exception, string shard, long sequence);

    [LoggerMessage(105, LogLevel.Error, "An observer of shard {Shard} has failed")]
    internal static partial void ObserverFailed(ILogger logger, Exception exception, string shard);

    [LoggerMessage(106, LogLevel.Error, "Looking for new events has failed; the next attempt is in {Pause}")]
    internal static partial void HighWaterFailed(ILogger logger, Exception exception, TimeSpan pause);

    [LoggerMessage(107, LogLevel.Information, "Sequences from {First} to {Last} were not all used; no transaction is left that could, so projections go on")]
    internal static partial void GapSkipped(ILogger logger, long first, long last);

    [LoggerMessage(108, LogLevel.Warning, "Sequences from {First} to {Last} are skipped although a transaction is open that may still use them, as it is configured")]
    internal static partial void LiveGapSkipped(ILogger logger, long first, long last);

    [LoggerMessage(109, LogLevel.Information, "Projection {Projection} is rebuilt of the events up to {Ceiling}")]
    internal static partial void RebuildStarted(ILogger logger, string projection, long ceiling);

    [LoggerMessage(110, LogLevel.Information, "Projection {Projection} is rebuilt")]
    internal static partial void RebuildEnded(ILogger logger, string projection);

    [LoggerMessage(111, LogLevel.Information, "This process has become the owner of shard {Shard}")]
    internal static partial void BecameOwner(ILogger logger, string shard);

    [LoggerMessage(112, LogLevel.Error, "The connection with the locks of the shards is lost; this process owns none until it has them again")]
    internal static partial void LostOwnership(ILogger logger, Exception exception);

    [LoggerMessage(113, LogLevel.Error, "Shard {Shard} is stopped because of a failure")]
    internal static partial void StopAsked(ILogger logger, Exception exception, string shard);

    [LoggerMessage(
        114, LogLevel.Warning,
        "While projection {Projection} was rebuilt, events after {Floor} and up to {Ceiling} were appended and projected by their saves, onto documents that may not have been there: rebuild it again while nobody appends")]
    internal static partial void AppendedMeanwhile(ILogger logger, string projection, long floor, long ceiling);

    [LoggerMessage(
        115, LogLevel.Warning,
        "Projection {Projection} is rebuilt, but transactions that write events are open for {Wait}: what they append may be missing, so rebuild it again when they have ended")]
    internal static partial void WritersLeft(ILogger logger, string projection, TimeSpan wait);
}
