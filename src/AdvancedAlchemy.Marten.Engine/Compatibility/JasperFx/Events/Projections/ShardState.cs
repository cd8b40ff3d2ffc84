using JasperFx.Events.Daemon;

namespace JasperFx.Events.Projections;

/// <summary>How far a shard has got.</summary>
public class ShardState
{
    public const string HighWaterMark = "HighWaterMark";

    public const string AllProjections = "AllProjections";

    public ShardState(string shardName, long sequence)
    {
        ShardName = shardName;
        Sequence = sequence;
    }

    public ShardState(ShardName shardName, long sequence) : this(shardName.Identity, sequence)
    {
    }

    public string ShardName { get; }

    /// <summary>The last event that it is done with.</summary>
    public long Sequence { get; }

    public DateTimeOffset Timestamp { get; } = TimeProvider.System.GetUtcNow();

    public ShardAction Action { get; set; }

    public ShardMode Mode { get; set; }

    public Exception? Exception { get; set; }

    public string? PauseReason { get; set; }

    public override bool Equals(object? obj) => obj is ShardState other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(ShardName, Sequence);

    public override string ToString() => $"{ShardName}: {Sequence}";

    protected bool Equals(ShardState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ShardName == other.ShardName && Sequence == other.Sequence;
    }
}
