using JasperFx.Core;
using Marten.Engine.Events.Aggregation;
using Marten.Engine.Events.Grouping;

namespace JasperFx.Events.Grouping;

public partial class SliceGroup<TDoc, TId>
{
    /// <summary>Says for which events documents are looked up, and asks by what id.</summary>
    public class EventStep<TEntity, TEvent> where TEntity : notnull where TEvent : notnull
    {
        private readonly SliceGroup<TDoc, TId> _parent;
        private readonly IStorageOperations _session;
        private readonly bool _disposeAfterUse;

        public EventStep(SliceGroup<TDoc, TId> parent, IStorageOperations session, bool disposeAfterUse = false) =>
            (_parent, _session, _disposeAfterUse) = (parent, session, disposeAfterUse);

        /// <summary>Events that give no id are left alone.</summary>
        public IdentityStep<TEntity, TEvent, TEntityId> ForEntityId<TEntityId>(Func<TEvent, TEntityId> identitySource)
        {
            ArgumentNullException.ThrowIfNull(identitySource);
            return Of((_, e) => identitySource(e.Data));
        }

        public IdentityStep<TEntity, TEvent, TEntityId> ForEntityIdFromEvent<TEntityId>(Func<IEvent<TEvent>, TEntityId> identitySource)
        {
            ArgumentNullException.ThrowIfNull(identitySource);
            return Of((_, e) => identitySource(e));
        }

        /// <summary>The documents have the ids of the streams.</summary>
        public IdentityStep<TEntity, TEvent, TId> ForEntityIdFromStreamId() => Of((_, e) => AggregateId<TId>.OfStream(e));

        public MultiIdentityStep<TEntity, TEvent, TEntityId> ForEntityIds<TEntityId>(Func<TEvent, IEnumerable<TEntityId>> identitiesSource)
        {
            ArgumentNullException.ThrowIfNull(identitiesSource);
            return new MultiIdentityStep<TEntity, TEvent, TEntityId>(_parent, _session, (_, e) => identitiesSource(e.Data), _disposeAfterUse);
        }

        public MultiIdentityStep<TEntity, TEvent, TEntityId> ForEntityIdsFromEvent<TEntityId>(Func<IEvent<TEvent>, IEnumerable<TEntityId>> identitiesSource)
        {
            ArgumentNullException.ThrowIfNull(identitiesSource);
            return new MultiIdentityStep<TEntity, TEvent, TEntityId>(_parent, _session, (_, e) => identitiesSource(e), _disposeAfterUse);
        }

        /// <summary>Looks them up by a query of one's own. It is not called where there are no such events.</summary>
        /// <param name="enrichment">Is given all slices, the events, and what is known of the documents already: null where that is nothing.</param>
        /// <param name="cancellation">Is passed on.</param>
        public Task EnrichUsingEntityQuery<TEntityId>(
            Func<IReadOnlyList<EventSlice<TDoc, TId>>, IReadOnlyList<IEvent<TEvent>>, IAggregateCache<TEntityId, TEntity>?, CancellationToken, Task> enrichment,
            CancellationToken cancellation = default) where TEntityId : notnull
        {
            ArgumentNullException.ThrowIfNull(enrichment);
            var parent = _parent;
            return new EntityLookup<TDoc, TId>(parent, _session, _disposeAfterUse).UseAsync(() =>
            {
                EventSlice<TDoc, TId>[] slices = [.. parent.Slices];
                IEvent<TEvent>[] events = [.. slices.SelectMany(s => s.All).OfType<IEvent<TEvent>>().Distinct<IEvent<TEvent>>(ReferenceEqualityComparer.Instance)];
                if (events.Length == 0) return Task.CompletedTask;
                return enrichment(slices, events, parent.TryFindUpstreamCache<TEntityId, TEntity>(out var cache) ? cache : null, cancellation);
            });
        }

        private IdentityStep<TEntity, TEvent, TEntityId> Of<TEntityId>(Func<EventSlice<TDoc, TId>, IEvent<TEvent>, TEntityId> identity) =>
            new(_parent, _session, identity, _disposeAfterUse);
    }
}
