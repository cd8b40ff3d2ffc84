namespace Marten.Internal;

/// <summary>Configures an ancillary store with services from the container.</summary>
public interface IConfigureMarten<T> : IConfigureMarten where T : IDocumentStore;
