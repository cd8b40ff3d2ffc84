using System.Globalization;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Npgsql;

namespace Marten.Engine.Linq.Projection;

/// <summary>
/// Times out of the text of a body. PostgreSQL's own are of whole microseconds, and rounding up to them takes the last ones of a DateTime past its end.
/// </summary>
internal static class WrittenTimes
{
    /// <summary>The text to select in the place of the value; null for what is no time, or is in a column of its own.</summary>
    internal static SqlPart? TextOf(SqlValue value) =>
        value.Member?.Column is null && value.Scalar is { Function: not null } scalar && (scalar.ClrType == typeof(DateTime) || scalar.ClrType == typeof(DateTimeOffset))
            ? value.Text
            : null;

    /// <summary>Gives what the value in SQL would: an instant in UTC, or the clock as it is written.</summary>
    internal static Delegate ReaderFor(Type type) =>
        type == typeof(DateTime) ? static (NpgsqlDataReader reader, int index) => reader.IsDBNull(index) ? default : Parse(reader, index).DateTime
        : type == typeof(DateTime?) ? static (NpgsqlDataReader reader, int index) => reader.IsDBNull(index) ? (DateTime?)null : Parse(reader, index).DateTime
        : type == typeof(DateTimeOffset) ? static (NpgsqlDataReader reader, int index) => reader.IsDBNull(index) ? default : Parse(reader, index).ToUniversalTime()
        : static (NpgsqlDataReader reader, int index) => reader.IsDBNull(index) ? (DateTimeOffset?)null : Parse(reader, index).ToUniversalTime();

    private static DateTimeOffset Parse(NpgsqlDataReader reader, int index) =>
        DateTimeOffset.Parse(reader.GetString(index), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
