namespace Marten.Engine.Events.Daemon;

/// <summary>What a rebuild knows of a document.</summary>
internal sealed class CachedState<T>
{
    /// <summary>Null if there is none.</summary>
    internal T? State { get; set; }

    internal long Revision { get; set; }

    /// <summary>Whether it is in the database, in this state or in another.</summary>
    internal bool IsStored { get; set; }

    internal bool IsUnwritten { get; set; }
}
