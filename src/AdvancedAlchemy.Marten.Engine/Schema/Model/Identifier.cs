using System.Collections.Frozen;
using System.Text;
using Weasel.Postgresql;

namespace Marten.Engine.Schema;

/// <summary>Names and literals as SQL text. The rule for quotes is PostgreSQL's own (<c>quote_identifier</c>), so that texts compare.</summary>
internal static class Identifier
{
    // every key word of PostgreSQL 14 to 18 that is not "unreserved"
    private static readonly FrozenSet<string> KeyWords = (
        "all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast char character "
        + "check coalesce collate collation column concurrently constraint create cross current_catalog current_date current_role "
        + "current_schema current_time current_timestamp current_user dec decimal default deferrable desc distinct do else end except "
        + "exists extract false fetch float for foreign freeze from full grant greatest group grouping having ilike in initially inner inout "
        + "int integer intersect interval into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg "
        + "json_query json_scalar json_serialize json_table json_value lateral leading least left like limit localtime localtimestamp "
        + "merge_action national natural nchar none normalize not notnull null nullif numeric offset on only or order out outer overlaps "
        + "overlay placing position precision primary real references returning right row select session_user setof similar smallint some "
        + "substring symmetric system_user table tablesample then time timestamp to trailing treat trim true union unique user using values "
        + "varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse "
        + "xmlpi xmlroot xmlserialize xmltable")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static string Quote(string name) => IsPlain(name) ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    /// <summary>A string literal that means the same whatever <c>standard_conforming_strings</c> says.</summary>
    public static string Literal(string value)
    {
        var text = value.Replace("'", "''", StringComparison.Ordinal);
        return text.Contains('\\') ? $"E'{text.Replace("\\", "\\\\", StringComparison.Ordinal)}'" : $"'{text}'";
    }

    /// <summary>Text in dollar quotes whose tag does not occur in it.</summary>
    public static string DollarQuoted(string body)
    {
        var tag = "$body$";
        for (var i = 1; body.Contains(tag, StringComparison.Ordinal); i++) tag = $"$body{i}$";
        return tag + body + tag;
    }

    /// <summary>Refuses a name that PostgreSQL cannot hold; <paramref name="limit"/> is its NAMEDATALEN, which counts bytes and a terminator.</summary>
    public static void Check(string name, int limit)
    {
        if (string.IsNullOrEmpty(name)) throw new ArgumentException("A database object needs a name.", nameof(name));
        if (name.Contains('\0')) throw new ArgumentException($"A database name cannot hold a NUL character: '{name.Replace("\0", "\\0", StringComparison.Ordinal)}'.", nameof(name));
        if (Encoding.UTF8.GetByteCount(name) >= limit) throw new PostgresqlIdentifierTooLongException(limit, name);
    }

    private static bool IsPlain(string name)
    {
        if (name.Length == 0 || name[0] is >= '0' and <= '9') return false;
        foreach (var c in name)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '_')) return false;
        }

        return !KeyWords.Contains(name);
    }
}
