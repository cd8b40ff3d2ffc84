using Microsoft.Extensions.DependencyInjection;
using Marten;

#pragma warning disable CS8714 // a step says nothing about its documents, which are never null

namespace JasperFx.Events.Grouping;

public partial class SliceGroup<TDoc, TId>
{
    /// <summary>Says what documents are looked up, and asks for which events.</summary>
    public partial class EntityStep<TEntity>
    {
        private readonly IStorageOperations _session;
        private readonly bool _disposeAfterUse;

        /// <param name="parent">The events.</param>
        /// <param name="session">Reads the documents.</param>
        /// <param name="disposeAfterUse">Whether the session is for this look-up only.</param>
        public EntityStep(SliceGroup<TDoc, TId> parent, IStorageOperations session, bool disposeAfterUse = false)
        {
            ArgumentNullException.ThrowIfNull(parent);
            ArgumentNullException.ThrowIfNull(session);
            (Parent, _session, _disposeAfterUse) = (parent, session, disposeAfterUse);
        }

        /// <summary>The container of the host that has built the store; null where there is none.</summary>
        public IServiceProvider? Services => _session.Services;

        internal SliceGroup<TDoc, TId> Parent { get; }

        /// <summary>Has another session read them, which stays its owner's.</summary>
        public EntityStep<TEntity> WithAlternateSession(IStorageOperations alternateSession) => new(Parent, alternateSession);

        /// <summary>Has them read from another store of the host.</summary>
        /// <exception cref="InvalidOperationException">There is no container, or the store is not in it.</exception>
        public EntityStep<TEntity> UsingStore<TStore>() where TStore : class
        {
            var services = Services ?? throw new InvalidOperationException($"The store was not built by a host: give the session of {typeof(TStore).Name} with {nameof(WithAlternateSession)}");
            return services.GetRequiredService<TStore>() is IDocumentStore store
                ? new EntityStep<TEntity>(Parent, store.LightweightSession(), disposeAfterUse: true)
                : throw new InvalidOperationException($"{typeof(TStore).Name} is no document store");
        }

        /// <summary>Those of a type, or of a type or interface that they have in common.</summary>
        public EventStep<TEntity, TEvent> ForEvent<TEvent>() => new(Parent, _session, _disposeAfterUse);

        public EventsStep<TEntity> ForEvents(params Type[] eventTypes)
        {
            ArgumentNullException.ThrowIfNull(eventTypes);
            return new EventsStep<TEntity>(Parent, _session, _disposeAfterUse, eventTypes);
        }
    }
}
