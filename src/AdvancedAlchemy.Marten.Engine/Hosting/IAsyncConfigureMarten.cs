namespace Marten;

/// <summary>Configures the store asynchronously when the host starts.</summary>
public interface IAsyncConfigureMarten : JasperFx.IAsyncConfigureStore<StoreOptions>;
