namespace JasperFx.Events.Daemon;

/// <summary>Whether events that cannot be dealt with are left out, and recorded as dead letters.</summary>
public class ErrorHandlingOptions
{
    /// <summary>Events that a projection fails on.</summary>
    public bool SkipApplyErrors { get; set; }

    /// <summary>Events of types that this process does not know.</summary>
    public bool SkipUnknownEvents { get; set; }

    /// <summary>Events whose data cannot be read as their type.</summary>
    public bool SkipSerializationErrors { get; set; }
}
