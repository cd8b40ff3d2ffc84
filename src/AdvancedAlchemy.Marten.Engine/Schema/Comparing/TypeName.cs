using System.Text.RegularExpressions;

namespace Marten.Engine.Schema;

/// <summary>The names of types: one spelling for each, and which may become which without losing a value.</summary>
internal static partial class TypeName
{
    /// <summary>The spelling of <c>format_type</c>, without the schema of an extension's type (it shows or not depending on search_path).</summary>
    public static string Normalize(string type)
    {
        var text = Spaces().Replace(type.Trim(), " ");
        if (!text.Contains('"')) text = text.ToLowerInvariant();
        var array = "";
        while (text.EndsWith("[]", StringComparison.Ordinal))
        {
            text = text[..^2].TrimEnd();
            array = "[]"; // PostgreSQL does not keep the number of dimensions
        }

        var match = Modifier().Match(text);
        var modifier = match.Success ? match.Value.Replace(" ", "", StringComparison.Ordinal) : "";
        if (match.Success) text = Spaces().Replace(text.Remove(match.Index, match.Length), " ").Trim();
        if (!text.Contains('"') && text.LastIndexOf('.') is var dot and >= 0) text = text[(dot + 1)..];
        return text switch
        {
            "varchar" or "character varying" => $"character varying{modifier}{array}",
            "char" or "character" or "bpchar" => $"character{modifier}{array}",
            "int" or "int4" or "integer" => $"integer{array}",
            "int8" or "bigint" => $"bigint{array}",
            "int2" or "smallint" => $"smallint{array}",
            "float8" or "double precision" or "float" => $"double precision{array}",
            "float4" or "real" => $"real{array}",
            "bool" or "boolean" => $"boolean{array}",
            "decimal" or "numeric" => $"numeric{modifier}{array}",
            "timestamptz" or "timestamp with time zone" => $"timestamp{modifier} with time zone{array}",
            "timestamp" or "timestamp without time zone" => $"timestamp{modifier} without time zone{array}",
            "timetz" or "time with time zone" => $"time{modifier} with time zone{array}",
            "time" or "time without time zone" => $"time{modifier} without time zone{array}",
            "serial" => "integer",
            "bigserial" => "bigint",
            _ => $"{text}{modifier}{array}",
        };
    }

    /// <summary>Whether every value of one type has an equal one in the other, so that ALTER TYPE cannot fail or lose anything.</summary>
    public static bool Widens(string from, string to) => (Normalize(from), Normalize(to)) switch
    {
        ("smallint", "integer" or "bigint" or "numeric" or "real" or "double precision") => true,
        ("integer", "bigint" or "numeric" or "double precision") => true,
        ("bigint", "numeric") => true,
        ("real", "double precision") => true,
        ("json", "jsonb") => true,
        ({ } a, "text" or "character varying") => IsText(a) || a == "uuid",
        ({ } a, { } b) when Length(a) is { } x && Length(b) is { } y => IsText(a) && IsText(b) && x <= y,
        ("text[]", "character varying[]") or ("character varying[]", "text[]") => true,
        ("integer[]", "bigint[]") => true,
        _ => false,
    };

    public static bool IsText(string type) =>
        Normalize(type) is var t && (t == "text" || t.StartsWith("character varying", StringComparison.Ordinal)) && !t.EndsWith(']');

    private static int? Length(string type) => VaryingLength().Match(type) is { Success: true } match
        ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)
        : null;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\s*\([^)]*\)")]
    private static partial Regex Modifier();

    [GeneratedRegex(@"^character varying\((\d+)\)$")]
    private static partial Regex VaryingLength();
}
