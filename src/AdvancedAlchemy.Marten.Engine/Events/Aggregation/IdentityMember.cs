using System.Collections.Concurrent;
using System.Reflection;
using JasperFx.Events.Aggregation;
using Marten.Engine.Documents;
using Marten.Engine.Members;

namespace Marten.Engine.Events.Aggregation;

/// <summary>The id of an aggregate, as its type declares it. An aggregate that is never stored need not have one.</summary>
internal sealed class IdentityMember<T, TId> : IIdentitySetter<T, TId> where T : notnull
{
    private static readonly ConcurrentDictionary<MemberInfo, IdentityMember<T, TId>> Known = new();
    private static readonly IdentityMember<T, TId> None = new(null);

    private readonly Func<T, TId>? _get;
    private readonly Action<T, TId>? _set;

    private IdentityMember(MemberInfo? member)
    {
        if (member is null) return;
        var type = MemberResolver.MemberType(member);
        if ((Nullable.GetUnderlyingType(type) ?? type) != typeof(TId)) return;
        _set = MemberAccess.Setter<T, TId>(member);
        _get = type == typeof(TId) ? MemberAccess.Getter<T, TId>(member) : null;
    }

    internal static IdentityMember<T, TId> Of(MemberInfo? member) => member is null ? None : Known.GetOrAdd(member, static m => new IdentityMember<T, TId>(m));

    public TId Identity(T document) => _get is null ? default! : _get(document);

    public void SetIdentity(T document, TId identity) => _set?.Invoke(document, identity);
}
