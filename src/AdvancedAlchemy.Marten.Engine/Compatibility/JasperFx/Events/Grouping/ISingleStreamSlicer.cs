namespace JasperFx.Events.Grouping;

/// <summary>Says that a document has the events of one stream.</summary>
public interface ISingleStreamSlicer;
