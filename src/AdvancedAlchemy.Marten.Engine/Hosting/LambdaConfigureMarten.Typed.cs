using Marten.Internal;

namespace Marten.Engine.Hosting;

/// <summary>Configuration of an ancillary store that is one delegate.</summary>
internal sealed class LambdaConfigureMarten<T>(Action<IServiceProvider, StoreOptions> configure) : LambdaConfigureMarten(configure), IConfigureMarten<T>
    where T : IDocumentStore;
