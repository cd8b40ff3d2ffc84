using System.Reflection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Translation;

/// <summary>The parameter is a document: a row of the table with the alias d.</summary>
internal sealed class DocumentScope(TranslationContext context) : RowScope
{
    // DuplicatedFieldUseTimestampWithoutTimeZoneForDateTime = false: such columns hold the instant, and times without a zone are universal.
    private static readonly ScalarType Instant = new(typeof(DateTime), "timestamptz", null, null, NpgsqlDbType.TimestampTz, Universal);

    internal override SqlValue Self { get; } = new(new SqlText("d.data"), context.Mapping.DocumentType, null) { Json = new SqlText("d.data") };

    internal override SqlValue Member(MemberInfo[] path)
    {
        var member = context.Mapping.FindMember(path, "d.data", "d.");
        if (member.Column == "mt_deleted") context.ReplacesDeletedFilter = true;
        return member.Scalar?.ClrType == typeof(DateTime) && IsInstant(member) ? Of(member) with { Scalar = Instant } : Of(member);
    }

    internal static SqlValue Of(DocumentMember member) => new(new SqlText(member.Typed), member.Type, member.Scalar)
    {
        NullTest = new SqlText(member.NullTest),
        Json = new SqlText(member.Json),
        Text = new SqlText(member.Raw),
        Member = member,
    };

    private bool IsInstant(DocumentMember member) =>
        member.Column is { } column && context.Mapping.DuplicatedFields.Any(f => f.ColumnName == column && f.DbType == NpgsqlDbType.TimestampTz);

    private static object Universal(object value) => value is DateTime time
        ? time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime()
        : value;
}
