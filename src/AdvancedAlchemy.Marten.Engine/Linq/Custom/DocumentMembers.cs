using System.Collections;
using System.Reflection;
using Marten.Engine.Linq.Translation;
using Marten.Linq.Members;

namespace Marten.Engine.Linq.Custom;

/// <summary>The members of the documents that a query is about.</summary>
internal sealed class DocumentMembers(DocumentScope scope) : IQueryableMemberCollection
{
    public Type ElementType => scope.Storage.DocumentType;

    public IQueryableMember FindMember(MemberInfo member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return CustomMembers.Find(scope, [member]) ?? new DocumentQueryableMember(scope, [member], []);
    }

    public void ReplaceMember(MemberInfo member, IQueryableMember queryableMember) =>
        throw new NotSupportedException($"{ElementType.Name}.{member?.Name} is stored where the store's options say: it cannot be replaced by {queryableMember} while a query is translated");

    public IEnumerator<IQueryableMember> GetEnumerator() => ElementType.GetMembers(BindingFlags.Instance | BindingFlags.Public)
        .Where(m => m is FieldInfo || (m is PropertyInfo property && property.GetIndexParameters().Length == 0))
        .Select(FindMember)
        .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
