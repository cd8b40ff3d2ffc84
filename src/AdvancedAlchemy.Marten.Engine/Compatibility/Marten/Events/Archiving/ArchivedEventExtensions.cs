using JasperFx.Events;
using Marten.Engine.Linq;

namespace Marten.Events.Archiving;

/// <summary>Conditions on events in queries.</summary>
public static class ArchivedEventExtensions
{
    /// <summary>Has a query find archived events too.</summary>
    public static bool MaybeArchived(this IEvent @event) => throw InQueriesOnly.Of(@event);
}
