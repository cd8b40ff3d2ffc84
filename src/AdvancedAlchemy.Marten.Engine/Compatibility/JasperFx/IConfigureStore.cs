namespace JasperFx;

/// <summary>Configures a store with services from the container.</summary>
public interface IConfigureStore<in TOptions>
{
    void Configure(IServiceProvider services, TOptions options);
}
