namespace JasperFx;

/// <summary>Configures a store asynchronously when the host starts.</summary>
public interface IAsyncConfigureStore<in TOptions>
{
    ValueTask Configure(TOptions options, CancellationToken cancellationToken);
}
