using JasperFx.Events.Daemon;

namespace JasperFx.Events.Projections;

/// <summary>Events one after the other, as a shard is given them.</summary>
public class EventRange
{
    public EventRange(ShardName name, long floor, long ceiling, ISubscriptionAgent agent)
    {
        ShardName = name;
        SequenceFloor = floor;
        SequenceCeiling = ceiling;
        Agent = agent;
    }

    public EventRange(ISubscriptionAgent agent, long floor, long ceiling) : this(NameOf(agent), floor, ceiling, agent)
    {
    }

    public ShardName ShardName { get; }

    /// <summary>The event before the first.</summary>
    public long SequenceFloor { get; }

    /// <summary>The last event, which may be none that the shard is about.</summary>
    public long SequenceCeiling { get; }

    public List<IEvent> Events { get; set; } = [];

    public int Size => Events.Count;

    public ISubscriptionAgent Agent { get; }

    public override bool Equals(object? obj) => obj is EventRange other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(ShardName, SequenceFloor, SequenceCeiling);

    public override string ToString() => $"{ShardName} {SequenceFloor} - {SequenceCeiling}";

    protected bool Equals(EventRange other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ShardName.Equals(other.ShardName) && SequenceFloor == other.SequenceFloor && SequenceCeiling == other.SequenceCeiling;
    }

    private static ShardName NameOf(ISubscriptionAgent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return agent.Name;
    }
}
