using System.Diagnostics.CodeAnalysis;
using JasperFx.Core;
using Marten.Engine.Events.Grouping;

#pragma warning disable CS8714 // a step says nothing about its documents, which are never null

namespace JasperFx.Events.Grouping;

public partial class SliceGroup<TDoc, TId>
{
    /// <summary>Begins to look up other documents for the events, in one round trip for all of them.</summary>
    /// <exception cref="InvalidOperationException">The group is not one that a projection was given.</exception>
    public EntityStep<TEntity> EnrichWith<TEntity>() => new(this, Reader);

    /// <summary>Adds to every slice the document of another type that has the same id, as a <see cref="References{T}"/>.</summary>
    /// <exception cref="InvalidOperationException">The group is not one that a projection was given.</exception>
    public Task ReferencePeerView<T>() => new EntityLookup<TDoc, TId>(this, Reader, disposes: false).ReferAsync<T>(
        [.. Slices.Select(slice => new WantedEntity<TDoc, TId>(slice, null, slice.StoredId))]);

    /// <summary>Finds what an earlier stage of a composite projection has made of the same page.</summary>
    public bool TryFindUpstreamCache<TEntityId, TEntity>([NotNullWhen(true)] out IAggregateCache<TEntityId, TEntity>? cache) where TEntityId : notnull where TEntity : notnull
    {
        cache = null;
        return false;
    }

    private IStorageOperations Reader => Session
        ?? throw new InvalidOperationException("The group has no session to read with: only the groups that EnrichEventsAsync is given have one");
}
