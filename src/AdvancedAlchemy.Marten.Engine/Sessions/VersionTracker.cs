using Marten.Engine.Documents;

namespace Marten.Engine.Sessions;

/// <summary>The Guid versions that a session has seen. Reads of one session may run at the same time.</summary>
internal sealed class VersionTracker
{
    private readonly Dictionary<(DocumentStorage, string, object), Guid> _versions = [];

    internal void Remember(DocumentStorage storage, string tenantId, object id, Guid version) 
    {
        lock (_versions) _versions[(storage, storage.IsTenanted ? tenantId : "", id)] = version;
    }

    internal Guid? Find(DocumentStorage storage, string tenantId, object id)
    {
        lock (_versions) return _versions.TryGetValue((storage, storage.IsTenanted ? tenantId : "", id), out var version) ? version : null;
    }
}
