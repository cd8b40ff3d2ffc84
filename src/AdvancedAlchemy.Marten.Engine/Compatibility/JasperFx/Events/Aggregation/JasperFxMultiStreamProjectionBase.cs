using JasperFx.Events.Daemon;
using JasperFx.Events.Grouping;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Grouping;
using Marten.Engine.Sessions;

namespace JasperFx.Events.Aggregation;

/// <summary>Makes documents of the events of many streams.</summary>
public abstract class JasperFxMultiStreamProjectionBase<TDoc, TId, TOperations, TQuerySession>
    : JasperFxAggregationProjectionBase<TDoc, TId, TOperations, TQuerySession>
    where TDoc : notnull where TId : notnull where TOperations : TQuerySession, IStorageOperations
{
    private readonly EventSlicer<TDoc, TId, TQuerySession> _slicer = new();

    protected JasperFxMultiStreamProjectionBase() : base(AggregationScope.MultiStream)
    {
    }

    /// <summary>Whose events make one document.</summary>
    public TenancyGrouping TenancyGrouping { get; set; } = TenancyGrouping.RespectTenant;

    /// <summary>Events of this type, or of IEvent of this type, concern one document.</summary>
    public void Identity<TEvent>(Func<TEvent, TId> identityFunc) where TEvent : notnull => _slicer.Identity(identityFunc);

    /// <summary>The same with any number of documents.</summary>
    public void Identities<TEvent>(Func<TEvent, IReadOnlyList<TId>> identitiesFunc) where TEvent : notnull => _slicer.Identities(identitiesFunc);

    public void CustomGrouping(IJasperFxAggregateGrouper<TId, TQuerySession> grouper) => _slicer.CustomGrouping(grouper);

    public void CustomGrouping(Func<TQuerySession, IReadOnlyList<IEvent>, IEventGrouping<TId>, Task> func) => _slicer.CustomGrouping(func);

    /// <summary>Has the parts of events follow these, as events of their own.</summary>
    public void FanOut<TEvent, TChild>(Func<TEvent, IEnumerable<TChild>> fanOutFunc, FanoutMode mode = FanoutMode.AfterGrouping) where TEvent : notnull where TChild : notnull =>
        _slicer.FanOut(fanOutFunc, mode);

    public void FanOut<TEvent, TChild>(Func<IEvent<TEvent>, IEnumerable<TChild>> fanOutFunc, FanoutMode mode = FanoutMode.AfterGrouping)
        where TEvent : notnull where TChild : notnull => _slicer.FanOut(fanOutFunc, mode);

    /// <summary>All events of a tenant make one document, whose id is the tenant's.</summary>
    /// <exception cref="InvalidOperationException">Ids are not texts.</exception>
    public void RollUpByTenant()
    {
        if (typeof(TId) != typeof(string)) throw new InvalidOperationException("Rolling up by tenant is only possible if the identity type is string");
        TenancyGrouping = TenancyGrouping.RollUpByTenant;
    }

    /// <exception cref="InvalidProjectionException">Nothing says what documents events concern, or nothing is done about any.</exception>
    public sealed override void AssembleAndAssertValidity()
    {
        base.AssembleAndAssertValidity();
        if (_slicer.HasRules || TenancyGrouping == TenancyGrouping.RollUpByTenant || HasOwnSlicer) return;
        throw new InvalidProjectionException($"The multi-stream projection {GetType().Name} has no rule for the documents that events concern: use Identity, Identities or CustomGrouping.");
    }

    /// <summary>What divides the events of a page. An override takes the place of all rules.</summary>
    public override IEventSlicer BuildSlicer(TQuerySession session)
    {
        // What is made of many tenants belongs to none of them.
        var isTenanted = session is not QuerySession own || own.Core.Store.Storages.For(typeof(TDoc)).IsTenanted;
        if (isTenanted && TenancyGrouping == TenancyGrouping.RespectTenant) return new TenantedEventSlicer<TDoc, TId, TQuerySession>(session, _slicer);
        IEventSlicer<TDoc, TId, TQuerySession> slicer = TenancyGrouping == TenancyGrouping.RollUpByTenant ? new RollUp<TDoc, TId, TQuerySession>(_slicer) : _slicer;

        // A look-up must not depend on who has saved the events.
        var reader = isTenanted && session is DocumentSessionBase documents ? (TQuerySession)(object)documents.In(Tenancy.DefaultTenantId) : session;
        return new AcrossTenantSlicer<TDoc, TId, TQuerySession>(reader, slicer) { TenantId = isTenanted ? Tenancy.DefaultTenantId : ((QuerySession)(object)session!).TenantId };
    }

    internal override bool LooksAtDocuments => _slicer.HasGroupers || base.LooksAtDocuments;

    // Events that only their parts are handled of are needed all the same.
    internal override bool IsAbout(Type eventType) => _slicer.HasFanOuts ? Includes(eventType) : base.IsAbout(eventType);
}
