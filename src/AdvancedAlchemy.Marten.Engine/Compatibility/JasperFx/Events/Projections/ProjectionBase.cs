using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace JasperFx.Events.Projections;

/// <summary>What all projections have in common.</summary>
public abstract class ProjectionBase : EventFilterable, IHasLogger
{
    private readonly List<Type> _published = [];

    protected ProjectionBase() => Name = GetType().Name;

    /// <summary>Unique in its store.</summary>
    public string Name { get; set; }

    /// <summary>Another version is another projection to whatever keeps track of its progress.</summary>
    public uint Version { get; set; } = 1;

    public ProjectionLifecycle Lifecycle { get; set; } = ProjectionLifecycle.Async;

    public AsyncOptions Options { get; private set; } = new();

    /// <summary>In a host one of the host's loggers, with the name of the projection's type; elsewhere one that logs nothing.</summary>
    public ILogger? Logger { get; set; } = NullLogger.Instance;

    /// <summary>The types of the documents it writes.</summary>
    public virtual IEnumerable<Type> PublishedTypes() => [.. _published, .. Options.StorageTypes];

    /// <exception cref="InvalidProjectionException">It cannot work as it is.</exception>
    public virtual void AssembleAndAssertValidity()
    {
    }

    /// <summary>Called once, when the store of a host is built.</summary>
    public virtual void AttachLogger(ILoggerFactory loggerFactory) => Logger = loggerFactory.CreateLogger(GetType());

    public void OverwriteVersion(uint version) => Version = version;

    protected void RegisterPublishedType(Type publishedType)
    {
        ArgumentNullException.ThrowIfNull(publishedType);
        _published.Add(publishedType);
    }

    protected void replaceOptions(AsyncOptions sourceOptions)
    {
        ArgumentNullException.ThrowIfNull(sourceOptions);
        Options = sourceOptions;
    }
}
