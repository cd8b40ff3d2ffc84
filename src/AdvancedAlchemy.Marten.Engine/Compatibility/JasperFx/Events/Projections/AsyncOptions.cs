using Marten.Engine.Events.Daemon;

namespace JasperFx.Events.Projections;

/// <summary>The settings of a projection that runs in the background, and of what it stores.</summary>
public class AsyncOptions
{
    private readonly Dictionary<string, StartingPoint> _startingPoints = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Events that are read at once.</summary>
    public int BatchSize { get; set; } = 500;

    /// <summary>Events that may wait in memory.</summary>
    public int MaximumHopperSize { get; set; } = 5000;

    /// <summary>
    /// Documents of each tenant that are kept in memory, those that events came for last, so that later events need not have them read. The default is 0:
    /// the documents of a page are read in one statement. Within a composite projection that of the whole counts, for each type of document.
    /// A rebuild keeps five times <see cref="RebuildFlushThreshold"/> anyway.
    /// </summary>
    public int CacheLimitPerTenant { get; set; }

    /// <summary>Whether a page gives one instance for one id, however often it is loaded.</summary>
    public bool EnableDocumentTrackingByIdentity { get; set; }

    /// <summary>Whether a rebuild deletes what the projection has stored. It does by default.</summary>
    public bool TeardownDataOnRebuild { get; set; } = true;

    /// <summary>Documents that a rebuild makes before it writes them. The default is 10,000.</summary>
    public int RebuildFlushThreshold { get; set; } = 10_000;

    /// <summary>Types of documents that the projection writes besides its own.</summary>
    public List<Type> StorageTypes { get; } = [];

    /// <summary>Whether it is said where to begin.</summary>
    internal bool HasStartingPoint => _startingPoints.Count > 0;

    internal HashSet<Type> DeletedTypes { get; } = [];

    internal List<string> DeletedTables { get; } = [];

    /// <summary>Has a rebuild delete the documents of a type.</summary>
    public void DeleteViewTypeOnTeardown<T>() => DeleteViewTypeOnTeardown(typeof(T));

    public void DeleteViewTypeOnTeardown(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        DeletedTypes.Add(type);
        StorageTypes.Add(type);
    }

    /// <summary>Has a rebuild delete the rows of a table.</summary>
    public void DeleteDataInTableOnTeardown(string tableIdentifier)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tableIdentifier);
        DeletedTables.Add(tableIdentifier);
    }

    /// <summary>Has it begin with the events that come after its first start.</summary>
    public AsyncOptions SubscribeFromPresent(string? databaseIdentifier = null) => BeginAt(new StartingPoint.Present(), databaseIdentifier);

    /// <summary>Has it begin with the events after a sequence.</summary>
    public AsyncOptions SubscribeFromSequence(long sequenceFloor, string? databaseIdentifier = null) => BeginAt(new StartingPoint.After(sequenceFloor), databaseIdentifier);

    /// <summary>Has it begin with the events of a time.</summary>
    public AsyncOptions SubscribeFromTime(DateTimeOffset eventTimestampFloor, string? databaseIdentifier = null) =>
        BeginAt(new StartingPoint.Since(eventTimestampFloor), databaseIdentifier);

    /// <summary>Has a projection that was inline until now begin after the events that it has projected already.</summary>
    public AsyncOptions SubscribeAsInlineToAsync() => BeginAt(new StartingPoint.Present(), null);

    /// <summary>Where it begins that has never run in the database.</summary>
    internal StartingPoint StartingPointIn(string database) =>
        _startingPoints.GetValueOrDefault(database) ?? _startingPoints.GetValueOrDefault("") ?? new StartingPoint.After(0);

    private AsyncOptions BeginAt(StartingPoint point, string? database)
    {
        _startingPoints[database ?? ""] = point;
        return this;
    }
}
