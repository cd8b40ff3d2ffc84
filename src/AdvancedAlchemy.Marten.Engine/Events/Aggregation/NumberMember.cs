using System.Reflection;
using JasperFx.Core;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten.Engine.Documents;
using Marten.Engine.Members;
using Marten.Schema;

namespace Marten.Engine.Events.Aggregation;

/// <summary>The member of an aggregate that shows how far its events go: [Version], or else Version.</summary>
internal sealed class NumberMember<T>
{
    private readonly Action<T, long>? _set;

    internal NumberMember()
    {
        var members = typeof(T).GetMembers(BindingFlags.Instance | BindingFlags.Public)
            .Where(m => m is PropertyInfo { GetMethod: not null } p && p.GetIndexParameters().Length == 0 || m is FieldInfo)
            .Where(m => MemberResolver.MemberType(m) is var type && (type == typeof(int) || type == typeof(long)))
            .Where(m => !m.IsDefined(typeof(JasperFxIgnoreAttribute), true))
            .ToArray();
        var member = members.FirstOrDefault(m => m.IsDefined(typeof(VersionAttribute), true)) ?? members.FirstOrDefault(m => m.Name.Equals("Version", StringComparison.OrdinalIgnoreCase));
        if (member is null) return;
        if (MemberResolver.MemberType(member) == typeof(long)) _set = MemberAccess.Setter<T, long>(member);
        else if (MemberAccess.Setter<T, int>(member) is { } set) _set = (aggregate, number) => set(aggregate, checked((int)number));
    }

    /// <summary>The version of the last event in its stream, or its sequence where there are many streams.</summary>
    internal void Set(T aggregate, IEvent last, AggregationScope scope) => _set?.Invoke(aggregate, scope == AggregationScope.SingleStream ? last.Version : last.Sequence);
}
