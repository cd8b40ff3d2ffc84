namespace JasperFx.Metadata;

/// <summary>A document that records the correlation, the causation and the user of its last write.</summary>
public interface ITracked
{
    string CorrelationId { get; set; }

    string CausationId { get; set; }

    string LastModifiedBy { get; set; }
}
