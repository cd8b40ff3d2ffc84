namespace Marten.Events;

/// <summary>Which metadata is stored with every event.</summary>
public interface IReadonlyMetadataConfig
{
    bool CorrelationIdEnabled { get; }

    bool CausationIdEnabled { get; }

    bool HeadersEnabled { get; }

    bool UserNameEnabled { get; set; }
}
