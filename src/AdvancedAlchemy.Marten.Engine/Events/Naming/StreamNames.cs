using JasperFx.Events;

namespace Marten.Engine.Events;

/// <summary>The names of streams.</summary>
internal static class StreamNames
{
    /// <summary>The stream of an event, by whichever kind of name it has.</summary>
    internal static object StreamName(this IEvent e) => (object?)e.StreamKey ?? e.StreamId;
}
