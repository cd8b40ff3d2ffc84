using Marten.Engine.Events.Grouping;

#pragma warning disable CS8714 // a step says nothing about its documents, which are never null

namespace JasperFx.Events.Grouping;

public partial class SliceGroup<TDoc, TId>
{
    /// <summary>Says by what id a document is looked up for an event, and asks what is to become of it.</summary>
    public class IdentityStep<TEntity, TEvent, TEntityId> where TEvent : notnull
    {
        private readonly SliceGroup<TDoc, TId> _parent;
        private readonly Func<EventSlice<TDoc, TId>, IEvent<TEvent>, TEntityId> _identitySource;
        private readonly EntityLookup<TDoc, TId> _lookup;

        public IdentityStep(
            SliceGroup<TDoc, TId> parent, IStorageOperations session, Func<EventSlice<TDoc, TId>, IEvent<TEvent>, TEntityId> identitySource, bool disposeAfterUse = false) =>
            (_parent, _identitySource, _lookup) = (parent, identitySource, new EntityLookup<TDoc, TId>(parent, session, disposeAfterUse));

        /// <summary>Adds each document to the slices that refer to it, as a <see cref="References{T}"/> after their events.</summary>
        public Task AddReferences() => _lookup.UseAsync(() => _lookup.ReferAsync<TEntity>(Wanted()));

        /// <summary>Calls for each event whose document there is.</summary>
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
                    if (e is IEvent<TEvent> whole && _identitySource(slice, whole) is { } id) wanted.Add(new WantedEntity<TDoc, TId>(slice, e, id));
                }
            }

            return wanted;
        }
    }
}
