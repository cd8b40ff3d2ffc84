using System.Reflection;
using Marten.Schema.Indexing.Unique;
using Weasel.Postgresql.Tables;

namespace Marten.Schema;

/// <summary>Makes a member, or several that share an index name, unique.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class UniqueIndexAttribute : MartenAttribute
{
    public TenancyScope TenancyScope = TenancyScope.Global;

    public UniqueIndexType IndexType = UniqueIndexType.Computed;

    public IndexMethod IndexMethod { get; set; } = IndexMethod.btree;

    public string? IndexName { get; set; }

    public bool IsConcurrent { get; set; }

    public override void Modify(DocumentMapping mapping, MemberInfo member)
    {
        var members = IndexName is null
            ? [[member]]
            : mapping.DocumentType.GetMembers(BindingFlags.Instance | BindingFlags.Public)
                .Where(m => m.GetCustomAttribute<UniqueIndexAttribute>()?.IndexName == IndexName)
                .Select(m => new[] { m })
                .ToArray();

        // The first member of a shared name builds the index for all of them.
        if (members[0][0].Name != member.Name) return;
        mapping.AddUniqueIndex(members, IndexType, IndexName, IndexMethod, TenancyScope).IsConcurrent = IsConcurrent;
    }
}
