using Marten.Engine.Events.Grouping;

#pragma warning disable CS8714 // a step says nothing about its documents, which are never null

namespace JasperFx.Events.Grouping;

public partial class SliceGroup<TDoc, TId>
{
    /// <summary>The same for events of several types.</summary>
    public class MultiEventIdentityStep<TEntity, TEntityId>
    {
        private readonly SliceGroup<TDoc, TId> _parent;
        private readonly Type[] _eventTypes;
        private readonly Func<EventSlice<TDoc, TId>, IEvent, TEntityId> _identitySource;
        private readonly EntityLookup<TDoc, TId> _lookup;

        public MultiEventIdentityStep(
            SliceGroup<TDoc, TId> parent, IStorageOperations session, Type[] eventTypes, Func<EventSlice<TDoc, TId>, IEvent, TEntityId> identitySource, bool disposeAfterUse = false) =>
            (_parent, _eventTypes, _identitySource, _lookup) = (parent, eventTypes, identitySource, new EntityLookup<TDoc, TId>(parent, session, disposeAfterUse));

        public Task AddReferences() => _lookup.UseAsync(() => _lookup.ReferAsync<TEntity>(Wanted()));

        public Task EnrichAsync(Action<EventSlice<TDoc, TId>, IEvent, TEntity> application)
        {
            ArgumentNullException.ThrowIfNull(application);
            return _lookup.UseAsync(() => _lookup.EnrichAsync(Wanted(), application));
        }

        private List<WantedEntity<TDoc, TId>> Wanted()
        {
            var wanted = new List<WantedEntity<TDoc, TId>>();
            foreach (var slice in _parent.Slices)
            {
                foreach (var e in slice.All)
                {
                    if (Array.Exists(_eventTypes, t => t.IsInstanceOfType(e.Data)) && _identitySource(slice, e) is { } id) wanted.Add(new WantedEntity<TDoc, TId>(slice, e, id));
                }
            }

            return wanted;
        }
    }
}
