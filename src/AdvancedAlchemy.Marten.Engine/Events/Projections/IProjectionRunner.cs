using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Daemon;

namespace Marten.Engine.Events.Projections;

/// <summary>Turns a page of events into writes of a session: those of a save, or the next ones of the store.</summary>
internal interface IProjectionRunner
{
    ProjectionBase Projection { get; }

    /// <summary>Whether anything could come of events of a type.</summary>
    bool IsAbout(Type eventType);

    /// <summary>Keeps what a rebuild makes of many pages; null where every page has to be written by itself.</summary>
    /// <param name="isEmpty">Whether nothing is stored.</param>
    IRebuildCache? CreateRebuildCache(bool isEmpty) => null;

    /// <summary>What of an event of a rebuild is looked at.</summary>
    EventParts Needs => EventParts.All;

    /// <summary>Queues what the events come to.</summary>
    /// <param name="session">Saves it; whose tenant does not matter.</param>
    /// <param name="events">In order. Their versions and sequences may be unknown in the save that appends them.</param>
    /// <param name="isInline">Whether it is that save.</param>
    /// <param name="token">Cancels the reading that is needed.</param>
    /// <exception cref="JasperFx.Events.Daemon.ApplyEventException">A handler failed on an event.</exception>
    Task ApplyAsync(DocumentSessionBase session, IReadOnlyList<IEvent> events, bool isInline, CancellationToken token);
}
