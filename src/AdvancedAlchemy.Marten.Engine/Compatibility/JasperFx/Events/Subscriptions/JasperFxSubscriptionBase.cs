using JasperFx.Events.Projections;

namespace JasperFx.Events.Subscriptions;

/// <summary>What subscriptions have in common that say themselves how they are to run.</summary>
public abstract class JasperFxSubscriptionBase<TOperations, TQuerySession, TSubscription> : EventFilterable, ISubscriptionOptions
    where TOperations : TQuerySession, IStorageOperations where TSubscription : notnull
{
    protected JasperFxSubscriptionBase()
    {
        ImplementationType = GetType();
        Name = ImplementationType.Name;
    }

    protected JasperFxSubscriptionBase(TSubscription subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        ImplementationType = subscription.GetType();
        Name = ImplementationType.Name;
    }

    public string Name { get; set; }

    public uint Version { get; set; } = 1;

    public AsyncOptions Options { get; protected set; } = new();

    public ProjectionLifecycle Lifecycle => ProjectionLifecycle.Async;

    public Type ImplementationType { get; }

    public ShardName[] ShardNames() => [new(Name, ShardName.All, Version)];

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
