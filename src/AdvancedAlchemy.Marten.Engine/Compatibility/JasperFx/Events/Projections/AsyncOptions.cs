namespace JasperFx.Events.Projections;

/// <summary>The settings of a projection that runs in the background, and of what it stores.</summary>
public class AsyncOptions
{
    /// <summary>Events that are read at once.</summary>
    public int BatchSize { get; set; } = 500;

    /// <summary>Events that may wait in memory.</summary>
    public int MaximumHopperSize { get; set; } = 5000;

    /// <summary>Types of documents that the projection writes besides its own.</summary>
    public List<Type> StorageTypes { get; } = [];
}
