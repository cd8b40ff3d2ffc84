using System.Reflection;

namespace Marten.Schema;

/// <summary>Marks the member that shows the tenant.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class TenantIdMetadataAttribute : MartenAttribute
{
    public override void Modify(DocumentMapping mapping, MemberInfo member) => mapping.Metadata.TenantId.Member = member;
}
