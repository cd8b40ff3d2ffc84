using System.Reflection;

namespace Marten.Schema;

/// <summary>Marks the member that shows when the row was last written.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class LastModifiedMetadataAttribute : MartenAttribute
{
    public override void Modify(DocumentMapping mapping, MemberInfo member) => mapping.Metadata.LastModified.Member = member;
}
