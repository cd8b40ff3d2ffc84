using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Marten.Linq.Members;

/// <summary>Knows where members are that Marten would look for in the wrong place. It is added to <c>StoreOptions.Linq.MemberSources</c>.</summary>
public interface IMemberSource
{
    /// <summary>Finds a member of a document, or of an object in a document.</summary>
    /// <param name="parent">What it is a member of; for a member of the document itself that is the body.</param>
    /// <param name="options">The store's options.</param>
    /// <param name="memberInfo">The member.</param>
    /// <param name="memberType">Its type.</param>
    /// <param name="member">The member as queries are to see it.</param>
    /// <returns>Whether the source knows the member.</returns>
    bool TryResolve(IQueryableMember parent, StoreOptions options, MemberInfo memberInfo, Type memberType, [NotNullWhen(true)] out IQueryableMember? member);
}
