using System.Reflection;

namespace Marten.Linq.Members;

/// <summary>What has members that a query can ask for.</summary>
public interface IHasChildrenMembers
{
    IQueryableMember FindMember(MemberInfo member);

    void ReplaceMember(MemberInfo member, IQueryableMember queryableMember);
}
