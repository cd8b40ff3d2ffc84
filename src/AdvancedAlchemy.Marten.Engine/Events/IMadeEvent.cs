using JasperFx.Events;

namespace Marten.Engine.Events;

/// <summary>An event that may be none that was appended, but one that a composite projection has made for its later stages.</summary>
internal interface IMadeEvent
{
    bool IsMade { get; set; }

    internal static bool Is(IEvent e) => e is IMadeEvent { IsMade: true };

    internal static void Mark(IEvent e)
    {
        if (e is IMadeEvent made) made.IsMade = true;
    }
}
