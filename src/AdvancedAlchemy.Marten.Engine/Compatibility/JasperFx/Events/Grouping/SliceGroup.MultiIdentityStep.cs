using Marten.Engine.Events.Grouping;

#pragma warning disable CS8714 // a step says nothing about its documents, which are never null

namespace JasperFx.Events.Grouping;

public partial class SliceGroup<TDoc, TId>
{
    /// <summary>The same with any number of documents for an event.</summary>
    public class MultiIdentityStep<TEntity, TEvent, TEntityId> where TEvent : notnull
    {
        private readonly SliceGroup<TDoc, TId> _parent;
        private readonly Func<EventSlice<TDoc, TId>, IEvent<TEvent>, IEnumerable<TEntityId>> _identitiesSource;
        private readonly EntityLookup<TDoc, TId> _lookup;

        public MultiIdentityStep(
            SliceGroup<TDoc, TId> parent, IStorageOperations session, Func<EventSlice<TDoc, TId>, IEvent<TEvent>, IEnumerable<TEntityId>> identitiesSource, bool disposeAfterUse = false) =>
            (_parent, _identitiesSource, _lookup) = (parent, identitiesSource, new EntityLookup<TDoc, TId>(parent, session, disposeAfterUse));

        public Task AddReferences() => _lookup.UseAsync(() => _lookup.ReferAsync<TEntity>(Wanted()));

        /// <summary>Calls for each event with each of its documents.</summary>
        public Task EnrichAsync(Action<EventSlice<TDoc, TId>, IEvent<TEvent>, TEntity> application)
        {
            ArgumentNullException.ThrowIfNull(application);
            return _lookup.UseAsync(() => _lookup.EnrichAsync<TEntity>(Wanted(), (slice, e, entity) => application(slice, (IEvent<TEvent>)e, entity)));
        }

        private List<WantedEntity<TDoc, TId>> Wanted()
        {
            var wanted = new List<WantedEntity<TDoc, TId>>();
            foreach (var slice in _parent.Slices)
            {
                foreach (var e in slice.All)
                {
                    if (e is not IEvent<TEvent> whole) continue;
                    foreach (var id in _identitiesSource(slice, whole) ?? [])
                    {
                        if (id is not null) wanted.Add(new WantedEntity<TDoc, TId>(slice, e, id));
                    }
                }
            }

            return wanted;
        }
    }
}
