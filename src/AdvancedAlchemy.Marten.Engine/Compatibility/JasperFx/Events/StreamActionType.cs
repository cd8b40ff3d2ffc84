namespace JasperFx.Events;

/// <summary>Whether a stream is begun or continued.</summary>
public enum StreamActionType
{
    /// <summary>Fails if there is such a stream.</summary>
    Start = 0,

    Append = 1,
}
