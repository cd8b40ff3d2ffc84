using Marten.Engine.Events.Aggregation;

namespace JasperFx.Events.Grouping;

public partial class SliceGroup<TDoc, TId>
{
    /// <summary>The same for events of several types.</summary>
    public class EventsStep<TEntity>
    {
        private readonly SliceGroup<TDoc, TId> _parent;
        private readonly IStorageOperations _session;
        private readonly bool _disposeAfterUse;
        private readonly Type[] _eventTypes;

        public EventsStep(SliceGroup<TDoc, TId> parent, IStorageOperations session, bool disposeAfterUse, Type[] eventTypes) =>
            (_parent, _session, _disposeAfterUse, _eventTypes) = (parent, session, disposeAfterUse, eventTypes);

        public MultiEventIdentityStep<TEntity, TEntityId> ForEntityId<TEntityId>(Func<IEvent, TEntityId> identitySource) => ForEntityIdFromEvent(identitySource);

        public MultiEventIdentityStep<TEntity, TEntityId> ForEntityIdFromEvent<TEntityId>(Func<IEvent, TEntityId> identitySource)
        {
            ArgumentNullException.ThrowIfNull(identitySource);
            return new MultiEventIdentityStep<TEntity, TEntityId>(_parent, _session, _eventTypes, (_, e) => identitySource(e), _disposeAfterUse);
        }

        public MultiEventIdentityStep<TEntity, TId> ForEntityIdFromStreamId() => ForEntityIdFromEvent(AggregateId<TId>.OfStream);
    }
}
