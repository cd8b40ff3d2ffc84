using System.Reflection;

namespace Marten.Schema;

/// <summary>Makes a member a foreign key to another document type.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class ForeignKeyAttribute(Type referenceType) : MartenAttribute
{
    private readonly Type _referenceType = referenceType;

    public override void Modify(DocumentMapping mapping, MemberInfo member) => mapping.AddForeignKey([member], _referenceType);
}
