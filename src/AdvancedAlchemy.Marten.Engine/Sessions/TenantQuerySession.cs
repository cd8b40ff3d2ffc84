namespace Marten.Engine.Sessions;

/// <summary>A session's reads in another tenant.</summary>
internal sealed class TenantQuerySession(IQuerySession parent, SessionCore core, string tenantId) : QuerySession(core, tenantId), ITenantQueryOperations
{
    public IQuerySession Parent => parent;

    // The connection is the parent's.
    public override void Dispose()
    {
    }

    public override ValueTask DisposeAsync() => default;
}
