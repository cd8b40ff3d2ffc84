namespace Marten.Engine.Events;

/// <summary>An event that is being appended.</summary>
internal interface IAppendedEvent
{
    /// <summary>Whether its time in memory is only there for projections, and the server is to give the one that is stored.</summary>
    bool TakesServerTime { get; set; }
}
