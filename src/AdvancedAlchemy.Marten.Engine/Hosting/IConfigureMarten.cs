namespace Marten;

/// <summary>Configures the store with services from the container.</summary>
public interface IConfigureMarten : JasperFx.IConfigureStore<StoreOptions>;
