namespace JasperFx.Events;

/// <summary>How events are appended.</summary>
public enum EventAppendMode
{
    /// <summary>Sequences and versions are known before the save.</summary>
    Rich = 0,

    /// <summary>One round trip; the times are the client's.</summary>
    Quick = 1,

    /// <summary>One round trip; the times are the server's.</summary>
    QuickWithServerTimestamps = 2,
}
