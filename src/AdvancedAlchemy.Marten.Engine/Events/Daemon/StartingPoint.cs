namespace Marten.Engine.Events.Daemon;

/// <summary>Where a shard begins that has never run.</summary>
internal abstract record StartingPoint
{
    internal sealed record Present : StartingPoint;

    internal sealed record After(long Sequence) : StartingPoint;

    internal sealed record Since(DateTimeOffset Time) : StartingPoint;
}
