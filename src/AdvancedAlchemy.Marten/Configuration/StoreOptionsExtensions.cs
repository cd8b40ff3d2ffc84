using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>Turns the package on for a store.</summary>
public static class StoreOptionsExtensions
{
    /// <summary>Turns on audit stamps, the sentinel, slugs, uniqueness and links.</summary>
    /// <remarks>
    /// It adds one session listener and one document policy, driven by the interfaces that documents implement; no type has to be
    /// registered. A second call only changes settings. Call it after listeners of your own that change or add documents, so that
    /// what they do is stamped too.
    /// </remarks>
    /// <param name="options">The store's options.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>The store's options.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <example><code>DocumentStore.For(o => { o.Connection(connectionString); o.UseAdvancedAlchemy(a => a.TimeProvider = clock); });</code></example>
    public static StoreOptions UseAdvancedAlchemy(this StoreOptions options, Action<AdvancedAlchemyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var layer = LayerOf.Listeners(options.Listeners);
        if (layer is null)
        {
            layer = new SaveListener(new AdvancedAlchemyOptions());
            options.Listeners.Add(layer);
            options.Policies.OnDocuments(new DocumentPolicy(layer.Options));
        }

        configure?.Invoke(layer.Options);
        // so that the table comes with the others
        if (layer.Options.SlugRules.KeepsOld) options.Schema.For<OldSlug>();
        return options;
    }
}
