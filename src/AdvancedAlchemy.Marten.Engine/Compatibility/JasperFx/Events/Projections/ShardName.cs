using System.Globalization;

namespace JasperFx.Events.Projections;

/// <summary>The name of a part of a projection that runs on its own.</summary>
public class ShardName
{
    public const string All = "All";

    public ShardName(string name) : this(name, All, 1)
    {
    }

    public ShardName(string name, string shardKey, uint version)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shardKey);
        Name = name;
        ShardKey = shardKey;
        Version = version;
        Identity = IsHighWaterMark ? name
            : version > 1 ? string.Create(CultureInfo.InvariantCulture, $"{name}:V{version}:{shardKey}")
            : $"{name}:{shardKey}";
    }

    public string Name { get; }

    public string ShardKey { get; }

    public uint Version { get; }

    /// <summary>What its progress is stored by.</summary>
    public string Identity { get; }

    public bool IsHighWaterMark => Name == ShardState.HighWaterMark;

    public override bool Equals(object? obj) => obj is ShardName other && Equals(other);

    public override int GetHashCode() => Identity.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Identity;

    protected bool Equals(ShardName other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Identity == other.Identity;
    }
}
