using JasperFx.Events;
using Marten;
using Marten.Schema;

namespace AdvancedAlchemy.Marten;

/// <summary>Turns the package on for a store.</summary>
public static class StoreOptionsExtensions
{
    /// <summary>Turns on audit stamps, the sentinel, slugs, uniqueness and links.</summary>
    /// <remarks>
    /// It adds one session listener and one document policy, driven by the interfaces that documents implement; no type has to be
    /// registered. A second call only changes settings. Call it after listeners of your own that change or add documents, so that
    /// what they do is stamped too. Events get their times from the client, as <c>EventAppendMode.Quick</c> has it and as the stamps of
    /// inline projections need it, and from the same clock; set <c>Events.AppendMode</c> afterwards to have it otherwise.
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
            layer = new SaveListener(new AdvancedAlchemyOptions { IsPublished = type => IsPublished(options, type) });
            options.Listeners.Add(layer);
            options.Policies.OnDocuments(new DocumentPolicy(layer.Options));

            // a projection that runs in the save has to see the times that are stored, or a rebuild would change its documents
            if (options.Events.AppendMode == EventAppendMode.QuickWithServerTimestamps) options.Events.AppendMode = EventAppendMode.Quick;
        }

        var before = layer.Options.TimeProvider;
        configure?.Invoke(layer.Options);
        if (options.Events.TimeProvider == before) options.Events.TimeProvider = layer.Options.TimeProvider;
        // so that the table comes with the others
        if (layer.Options.SlugRules.KeepsOld) options.Schema.For<OldSlug>();
        return options;
    }

    // A projection of a base class may make documents of its subclasses.
    private static bool IsPublished(StoreOptions options, Type type)
    {
        foreach (var published in options.Projections.AllPublishedTypes())
        {
            if (published == type) return true;
            if (published.IsAssignableFrom(type) && ((IReadOnlyStoreOptions)options).FindOrResolveDocumentType(published) is DocumentMapping root && root.SubClasses.Any(s => s.DocumentType == type)) return true;
        }

        return false;
    }
}
