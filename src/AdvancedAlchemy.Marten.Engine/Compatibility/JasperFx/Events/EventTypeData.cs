using System.Diagnostics.CodeAnalysis;
using Marten.Engine.Events;

namespace JasperFx.Events;

/// <summary>The names of a type of events.</summary>
public abstract class EventTypeData
{
    protected EventTypeData(Type eventType)
    {
        ArgumentNullException.ThrowIfNull(eventType);
        EventType = eventType;
        Rename(eventType.GetEventTypeName());
        DotNetTypeName = EventNames.DotNet(eventType);
    }

    public Type EventType { get; }

    public string EventTypeName { get; set; }

    public string Alias { get; private set; }

    public string DotNetTypeName { get; set; }

    [MemberNotNull(nameof(EventTypeName), nameof(Alias))]
    internal void Rename(string name) => Alias = EventTypeName = name;
}
