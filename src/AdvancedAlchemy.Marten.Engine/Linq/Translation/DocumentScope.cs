using System.Reflection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Tables;
using Marten.Engine.Members;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Translation;

/// <summary>The parameter is a document: a row of a table, which has the alias d unless it is one that was joined.</summary>
internal sealed class DocumentScope(TranslationContext context, QueriedTable storage, string alias = DocumentScope.Main) : RowScope
{
    internal const string Main = "d";

    // DuplicatedFieldUseTimestampWithoutTimeZoneForDateTime = false: such columns hold the instant, and times without a zone are universal.
    private static readonly ScalarType Instant = new(typeof(DateTime), "timestamptz", null, null, NpgsqlDbType.TimestampTz, Universal);

    internal QueriedTable Storage => storage;

    internal string Alias => alias;

    internal override SqlValue Self { get; } = new(new SqlText(alias + ".data"), storage.DocumentType, null) { Json = new SqlText(alias + ".data") };

    internal override SqlValue Member(MemberInfo[] path)
    {
        var member = storage.FindMember(path, alias + ".data", alias + ".");
        if (alias == Main && member.Column is not null && member.Column == storage.HidingColumn) context.ReplacesDeletedFilter = true;
        var value = member.Scalar?.ClrType == typeof(DateTime) && IsInstant(member) ? Of(member) with { Scalar = Instant } : Of(member);

        // What knows its member is looked for by the indexes of the main table.
        return alias == Main || member.Scalar is not null || member.Column == "id" ? value : value with { Member = null };
    }

    internal static SqlValue Of(DocumentMember member) => new(new SqlText(member.Typed), member.Type, member.Scalar)
    {
        NullTest = new SqlText(member.NullTest),
        Json = new SqlText(member.Json),
        Text = new SqlText(member.Raw),
        Member = member,
    };

    private bool IsInstant(DocumentMember member) =>
        member.Column is { } column && storage.Mapping.DuplicatedFields.Any(f => f.ColumnName == column && f.DbType == NpgsqlDbType.TimestampTz);

    private static object Universal(object value) => value is DateTime time
        ? time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime()
        : value;
}
