using NpgsqlTypes;

namespace Marten.Engine.Members;

/// <summary>How one CLR type is kept in PostgreSQL: its column type, its cast out of JSON text, and its parameters.</summary>
/// <param name="ClrType">The type without Nullable.</param>
/// <param name="PgType">The column type of a duplicated field, as PostgreSQL names it.</param>
/// <param name="CastType">The type that JSON text is cast to in a query; null when text is compared as it is.</param>
/// <param name="Function">The immutable function that casts instead, for types whose plain cast depends on settings.</param>
/// <param name="DbType">The type of a parameter.</param>
/// <param name="Convert">Turns a CLR value into what Npgsql writes for <paramref name="DbType"/>; null when nothing is to be done.</param>
internal sealed record ScalarType(
    Type ClrType,
    string PgType,
    string? CastType,
    string? Function,
    NpgsqlDbType DbType,
    Func<object, object>? Convert = null)
{
    /// <summary>The expression that reads this type out of an expression of type text.</summary>
    internal string Cast(string text, string functionSchema)
    {
        var (before, after) = CastAround(functionSchema);
        return before + text + after;
    }

    /// <summary>What goes before and after the text in a cast.</summary>
    internal (string Before, string After) CastAround(string functionSchema) =>
        Function is not null ? ($"{functionSchema}.{Function}(", ")")
        : ClrType == typeof(TimeSpan) ? TimeSpanCast
        : CastType is not null ? ("CAST(", $" as {CastType})")
        : ("", "");

    // PostgreSQL takes the days of 1.02:40:00 for a fraction, and does not know -1.02:40:00 at all.
    private static readonly (string, string) TimeSpanCast =
        ("CAST(regexp_replace(", @", '^(-?)(\d+)\.(\d\d:)', '\1\2 days \1\3') as interval)");

    internal object ToParameter(object value) => Convert is null ? value : Convert(value);
}
