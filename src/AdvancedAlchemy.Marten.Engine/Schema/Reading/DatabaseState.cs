namespace Marten.Engine.Schema;

/// <summary>What the database holds of the objects that were asked for.</summary>
internal sealed class DatabaseState
{
    public HashSet<string> Schemas { get; } = [];

    public HashSet<string> Extensions { get; } = [];

    public HashSet<ObjectName> Sequences { get; } = [];

    /// <summary>Functions by name and normalised argument types.</summary>
    public HashSet<(ObjectName Name, string Signature)> Functions { get; } = [];

    public Dictionary<ObjectName, ExistingTable> Tables { get; } = [];

    /// <summary>Relations of another kind under a name of ours: a view where the table should be.</summary>
    public Dictionary<ObjectName, string> Obstacles { get; } = [];
}
