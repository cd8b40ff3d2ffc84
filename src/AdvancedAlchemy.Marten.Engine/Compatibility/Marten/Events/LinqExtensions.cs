using JasperFx.Events;
using Marten.Engine.Linq;

namespace Marten.Events;

/// <summary>Conditions on events in queries.</summary>
public static class LinqExtensions
{
    /// <summary>Whether the data is of one of these types.</summary>
    public static bool EventTypesAre(this IEvent e, params Type[] types) => throw InQueriesOnly.Of(e, types);
}
