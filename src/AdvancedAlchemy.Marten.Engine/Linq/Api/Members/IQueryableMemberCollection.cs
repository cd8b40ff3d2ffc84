namespace Marten.Linq.Members;

/// <summary>The members of the documents of a query.</summary>
public interface IQueryableMemberCollection : IHasChildrenMembers, IEnumerable<IQueryableMember>
{
    Type ElementType { get; }
}
