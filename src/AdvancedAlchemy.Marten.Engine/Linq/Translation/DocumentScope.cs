using System.Reflection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;

namespace Marten.Engine.Linq.Translation;

/// <summary>The parameter is a document: a row of the table with the alias d.</summary>
internal sealed class DocumentScope(TranslationContext context) : RowScope
{
    internal override SqlValue Self { get; } = new(new SqlText("d.data"), context.Mapping.DocumentType, null) { Json = new SqlText("d.data") };

    internal override SqlValue Member(MemberInfo[] path)
    {
        var member = context.Mapping.FindMember(path, "d.data", "d.");
        if (member.Column == "mt_deleted") context.ReplacesDeletedFilter = true;
        return Of(member);
    }

    internal static SqlValue Of(DocumentMember member) => new(new SqlText(member.Typed), member.Type, member.Scalar)
    {
        NullTest = new SqlText(member.NullTest),
        Json = new SqlText(member.Json),
        Member = member,
    };
}
