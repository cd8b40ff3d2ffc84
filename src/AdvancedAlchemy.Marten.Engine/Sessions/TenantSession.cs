namespace Marten.Engine.Sessions;

/// <summary>A session's reads and writes in another tenant, within its unit of work.</summary>
internal sealed class TenantSession(IDocumentSession parent, SessionCore core, string tenantId) : DocumentSessionBase(core, tenantId), ITenantOperations
{
    public IDocumentSession Parent => parent;

    internal override IDocumentSession Root => parent;

    internal override Task SaveAllAsync(CancellationToken token) => parent.SaveChangesAsync(token);

    // The connection is the parent's.
    public override void Dispose()
    {
    }

    public override ValueTask DisposeAsync() => default;
}
