namespace JasperFx.Events;

/// <summary>Says that an earlier projection has deleted a document.</summary>
public interface ProjectionDeleted;
