using JasperFx.Metadata;
using Marten.Engine.Members;
using Marten.Engine.Sessions;
using Marten.Schema;
using Marten.Storage.Metadata;

namespace Marten.Engine.Documents;

/// <summary>Puts into a saved document what its save has written beside it.</summary>
internal sealed class WrittenMetadata<T>
{
    private readonly Action<T, SessionMetadata>[] _session;
    private readonly Action<T, long>? _revision;
    private readonly Func<T, Guid>? _readVersion;
    private readonly Action<T, Guid>? _version;
    private readonly Func<T, Guid>? _currentVersion;
    private readonly Func<T, long>? _currentRevision;

    internal WrittenMetadata(DocumentMapping mapping)
    {
        var metadata = mapping.Metadata;
        var session = new List<Action<T, SessionMetadata>>();
        Add<string?>(metadata.CorrelationId, m => m.CorrelationId);
        Add<string?>(metadata.CausationId, m => m.CausationId);
        Add<string?>(metadata.LastModifiedBy, m => m.LastModifiedBy);
        Add<Dictionary<string, object>?>(metadata.Headers, m => m.Headers);
        _session = [.. session];

        if (metadata.Version.EnabledWithMember())
        {
            _version = MemberAccess.Setter<T, Guid>(metadata.Version.Member!);
            _currentVersion = MemberAccess.Getter<T, Guid>(metadata.Version.Member!);
            if (typeof(IVersioned).IsAssignableFrom(typeof(T))) _readVersion = MemberAccess.Getter<T, Guid>(metadata.Version.Member!);
        }

        if (!metadata.Revision.EnabledWithMember()) return;
        var member = metadata.Revision.Member!;
        _currentRevision = MemberAccess.Getter<T, long>(member);
        if (MemberResolver.MemberType(member) == typeof(int))
        {
            if (MemberAccess.Setter<T, int>(member) is { } set) _revision = (d, r) => set(d, checked((int)r));
        }
        else
        {
            _revision = MemberAccess.Setter<T, long>(member);
        }

        void Add<TValue>(MetadataColumn column, Func<SessionMetadata, TValue> value)
        {
            if (!column.EnabledWithMember() || MemberAccess.Setter<T, TValue>(column.Member!) is not { } set) return;
            session.Add((d, m) => set(d, value(m)));
        }
    }

    /// <summary>Before the body is written, so that it has them too.</summary>
    internal void ApplySession(T document, SessionMetadata metadata)
    {
        foreach (var apply in _session) apply(document, metadata);
    }

    /// <summary>The version that the document's member shows.</summary>
    internal Guid CurrentVersion(T document) => _currentVersion?.Invoke(document) ?? Guid.Empty;

    internal long CurrentRevision(T document) => _currentRevision?.Invoke(document) ?? 0;

    internal void ApplyRevision(T document, long revision) => _revision?.Invoke(document, revision);

    internal void ApplyVersion(T document, Guid version) => _version?.Invoke(document, version);

    /// <summary>The version that the document itself claims to be; only documents that implement IVersioned are asked.</summary>
    internal Guid? ClaimedVersion(T document) => _readVersion?.Invoke(document) is { } version && version != Guid.Empty ? version : null;

    internal bool HasClaim => _readVersion is not null;
}
