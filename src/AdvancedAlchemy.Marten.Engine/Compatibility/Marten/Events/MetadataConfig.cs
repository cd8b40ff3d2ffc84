namespace Marten.Events;

/// <summary>Which metadata is stored with every event.</summary>
public class MetadataConfig : IReadonlyMetadataConfig
{
    internal MetadataConfig()
    {
    }

    public bool CorrelationIdEnabled { get; set; }

    public bool CausationIdEnabled { get; set; }

    public bool HeadersEnabled { get; set; }

    /// <summary>Who appended it: the session's LastModifiedBy.</summary>
    public bool UserNameEnabled { get; set; }

    /// <summary>Correlation, causation and headers; not the user.</summary>
    public void EnableAll()
    {
        CorrelationIdEnabled = true;
        CausationIdEnabled = true;
        HeadersEnabled = true;
    }
}
