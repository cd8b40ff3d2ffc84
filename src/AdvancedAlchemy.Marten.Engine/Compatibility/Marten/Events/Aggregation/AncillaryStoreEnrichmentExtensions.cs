using JasperFx.Events.Grouping;

namespace Marten.Events.Aggregation;

/// <summary>Looks up documents of other stores.</summary>
public static class AncillaryStoreEnrichmentExtensions
{
    /// <summary>Has the documents read from another store.</summary>
    public static SliceGroup<TDoc, TId>.EntityStep<TEntity> UsingStore<TEntity, TStore, TDoc, TId>(this SliceGroup<TDoc, TId>.EntityStep<TEntity> step, Lazy<TStore> ancillaryStore)
        where TStore : IDocumentStore where TDoc : notnull where TId : notnull
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(ancillaryStore);
        return new SliceGroup<TDoc, TId>.EntityStep<TEntity>(step.Parent, ancillaryStore.Value.LightweightSession(), disposeAfterUse: true);
    }
}
