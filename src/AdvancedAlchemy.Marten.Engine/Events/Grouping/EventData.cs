using System.Diagnostics.CodeAnalysis;
using JasperFx.Events;

namespace Marten.Engine.Events.Grouping;

/// <summary>What a rule about a type of events looks at: the data, or the event as a whole.</summary>
internal static class EventData
{
    internal static bool TryGet<T>(IEvent e, [MaybeNullWhen(false)] out T found)
    {
        if (e.Data is T data)
        {
            found = data;
            return true;
        }

        found = e is T whole ? whole : default;
        return e is T;
    }
}
