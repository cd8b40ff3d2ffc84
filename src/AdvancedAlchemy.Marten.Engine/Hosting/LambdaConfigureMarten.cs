namespace Marten.Engine.Hosting;

/// <summary>Configuration that is one delegate.</summary>
internal class LambdaConfigureMarten(Action<IServiceProvider, StoreOptions> configure) : IConfigureMarten
{
    public void Configure(IServiceProvider services, StoreOptions options) => configure(services, options);
}
