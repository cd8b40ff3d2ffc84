using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Stores;

/// <summary>What every test of the suite is run with.</summary>
public static class Matrix
{
    /// <summary>Each kind of session, without tenants and with them.</summary>
    public static TheoryData<DocumentTracking, bool> Sessions => new(
        from tracking in new[] { DocumentTracking.None, DocumentTracking.IdentityOnly, DocumentTracking.DirtyTracking }
        from isTenanted in new[] { false, true }
        select (tracking, isTenanted));
}
