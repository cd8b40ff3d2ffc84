using System.Reflection;

namespace Marten.Schema;

/// <summary>Marks the member that shows when the row was first written.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class CreatedAtMetadataAttribute : MartenAttribute
{
    public override void Modify(DocumentMapping mapping, MemberInfo member) => mapping.Metadata.CreatedAt.Member = member;
}
