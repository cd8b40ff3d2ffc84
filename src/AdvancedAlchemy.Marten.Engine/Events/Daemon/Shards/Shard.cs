using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;

namespace Marten.Engine.Events.Daemon;

/// <summary>A projection or a subscription as a daemon runs it.</summary>
internal abstract class Shard(ShardName name, EventFilterable filter, AsyncOptions options)
{
    internal ShardName Name { get; } = name;

    internal EventFilterable Filter { get; } = filter;

    internal AsyncOptions Options { get; } = options;

    /// <summary>What runs within it, whose progress is the same.</summary>
    internal virtual IReadOnlyList<ShardName> Parts => [];

    /// <summary>Whether saves write its documents, also while it is made anew.</summary>
    internal virtual bool IsInline => false;

    /// <summary>Whether each of its documents is made of one stream, by which it can be made alone.</summary>
    internal virtual bool IsOfStreams => false;

    /// <summary>The types of the documents that it writes.</summary>
    internal abstract IEnumerable<Type> PublishedTypes { get; }

    /// <summary>What a rebuild deletes before it begins.</summary>
    internal virtual TornDown TornDown => TornDown.Of(PublishedTypes, Options);

    /// <summary>What of an event of a rebuild is looked at.</summary>
    internal virtual EventParts Needs => EventParts.All;

    /// <summary>Whether an event that is of one of the types or of one of the streams will do, where both are named; else it has to be of both.</summary>
    internal virtual bool TakesEither => false;

    /// <summary>Whether anything could come of events of a type.</summary>
    internal abstract bool IsAbout(Type eventType);

    /// <summary>Keeps what a rebuild makes of many pages; null where every page has to be written by itself.</summary>
    internal virtual IRebuildCache? CreateRebuildCache() => null;

    /// <summary>Queues what the events of a page come to.</summary>
    /// <returns>Who wants to hear of the save besides; null if nobody does.</returns>
    internal abstract Task<IChangeListener?> ApplyAsync(DocumentSessionBase session, EventRange page, ISubscriptionController controller, CancellationToken token);
}
