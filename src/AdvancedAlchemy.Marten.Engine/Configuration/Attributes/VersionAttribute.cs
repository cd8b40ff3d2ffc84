using System.Reflection;

namespace Marten.Schema;

/// <summary>Marks the member that shows the document's version: a Guid, or a long for numeric revisions.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class VersionAttribute : MartenAttribute
{
    /// <exception cref="ArgumentOutOfRangeException">The member is neither a Guid nor a long.</exception>
    public override void Modify(DocumentMapping mapping, MemberInfo member)
    {
        var type = Marten.Engine.Members.MemberResolver.MemberType(member);
        if (type == typeof(Guid)) mapping.Metadata.Version.Member = member;
        else if (type == typeof(long)) mapping.Metadata.Revision.Member = member;
        else if (type == typeof(int))
        {
            throw new ArgumentOutOfRangeException(nameof(member),
                $"The [Version] attribute on {mapping.DocumentType.Name}.{member.Name} is annotated on an int. As of Marten 9, numeric document revisions are widened to long. "
                + "Use a long, or implement JasperFx.IRevisioned to keep an int.");
        }
        else
        {
            throw new ArgumentOutOfRangeException(nameof(member),
                $"The [Version] attribute is only valid on a Guid or a long, but {mapping.DocumentType.Name}.{member.Name} is a {type.Name}");
        }
    }
}
