using Marten;
using static Marten.MartenServiceCollectionExtensions;

namespace AdvancedAlchemy.Marten;

/// <summary>Turns the package on for stores in a host.</summary>
public static class MartenConfigurationExtensions
{
    /// <summary><see cref="StoreOptionsExtensions.UseAdvancedAlchemy"/> for the store of <c>AddMarten</c>.</summary>
    /// <param name="marten">What <c>AddMarten</c> returns.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>The same, to go on with.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="marten"/> is null.</exception>
    /// <example><code>services.AddMarten(o => o.Connection(connectionString)).UseAdvancedAlchemy();</code></example>
    public static MartenConfigurationExpression UseAdvancedAlchemy(this MartenConfigurationExpression marten, Action<AdvancedAlchemyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(marten);
        marten.Services.ConfigureMarten(o => o.UseAdvancedAlchemy(configure));
        return marten;
    }

    /// <summary>The same with settings that need services, such as the current user.</summary>
    /// <param name="marten">What <c>AddMarten</c> returns.</param>
    /// <param name="configure">Changes the settings; gets the host's root services.</param>
    /// <returns>The same, to go on with.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static MartenConfigurationExpression UseAdvancedAlchemy(this MartenConfigurationExpression marten, Action<IServiceProvider, AdvancedAlchemyOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(marten);
        ArgumentNullException.ThrowIfNull(configure);
        marten.Services.ConfigureMarten((services, o) => o.UseAdvancedAlchemy(a => configure(services, a)));
        return marten;
    }

    /// <summary><see cref="StoreOptionsExtensions.UseAdvancedAlchemy"/> for a store of <c>AddMartenStore</c>.</summary>
    /// <typeparam name="T">The store.</typeparam>
    /// <param name="store">What <c>AddMartenStore</c> returns.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>The same, to go on with.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="store"/> is null.</exception>
    public static MartenStoreExpression<T> UseAdvancedAlchemy<T>(this MartenStoreExpression<T> store, Action<AdvancedAlchemyOptions>? configure = null)
        where T : class, IDocumentStore
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Services.ConfigureMarten<T>(o => o.UseAdvancedAlchemy(configure));
        return store;
    }

    /// <summary>The same for a store of <c>AddMartenStore</c>, with settings that need services, such as the current user.</summary>
    /// <typeparam name="T">The store.</typeparam>
    /// <param name="store">What <c>AddMartenStore</c> returns.</param>
    /// <param name="configure">Changes the settings; gets the host's root services.</param>
    /// <returns>The same, to go on with.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static MartenStoreExpression<T> UseAdvancedAlchemy<T>(this MartenStoreExpression<T> store, Action<IServiceProvider, AdvancedAlchemyOptions> configure)
        where T : class, IDocumentStore
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(configure);
        store.Services.ConfigureMarten<T>((services, o) => o.UseAdvancedAlchemy(a => configure(services, a)));
        return store;
    }
}
