namespace JasperFx.Events;

/// <summary>Says that an earlier projection has deleted a document of a type.</summary>
public interface ProjectionDeleted<TDoc> : ProjectionDeleted;
