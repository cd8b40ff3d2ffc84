using Microsoft.Extensions.DependencyInjection;

namespace Marten.Engine.Hosting;

internal static class ServiceScopes
{
    /// <summary>Does something with services of a scope that ends with it.</summary>
    internal static T InScope<T>(this IServiceProvider services, Func<IServiceProvider, T> work)
    {
        // Some services can only be disposed of asynchronously, and a store is configured synchronously.
        var scope = services.CreateAsyncScope();
        try
        {
            return work(scope.ServiceProvider);
        }
        finally
        {
            scope.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
