namespace JasperFx.Events.Projections;

/// <summary>Why a shard is where it is.</summary>
public enum ShardMode
{
    none = 0,
    continuous = 1,
    rebuilding = 2,
}
