using Marten.Exceptions;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Translation;

/// <summary>
/// Times as PostgreSQL reads them out of a body: rounded to microseconds. Npgsql would cut them off, and send the first and the last time as infinity,
/// and what was stored would not be found by its own value.
/// </summary>
internal static class BodyTimes
{
    private const long SecondsTo2000 = 63_082_281_600;

    private static readonly Dictionary<Type, Func<object, object>> Conversions = new()
    {
        [typeof(DateTime)] = v => Microseconds(AssertNotUtc((DateTime)v).Ticks),
        [typeof(DateTimeOffset)] = v => Microseconds(((DateTimeOffset)v).UtcTicks),
        [typeof(DateOnly)] = v => ((DateOnly)v).DayNumber - new DateOnly(2000, 1, 1).DayNumber,
        [typeof(TimeOnly)] = v => Rounded(((TimeOnly)v).Ticks),
        [typeof(TimeSpan)] = v => new NpgsqlInterval(0, 0, Rounded(((TimeSpan)v).Ticks)),
    };

    /// <summary>The conversion of a type; null when its values are sent as they are.</summary>
    internal static Func<object, object>? Find(Type type) => Conversions.GetValueOrDefault(type);

    /// <summary>A time of any kind, for places where the kind does not matter.</summary>
    internal static object OfAnyKind(object time) => Microseconds(((DateTime)time).Ticks);

    private static long Microseconds(long ticks) => Rounded(ticks) - (SecondsTo2000 * 1_000_000);

    // By way of a double and to the even, as the server does it.
    private static long Rounded(long ticks)
    {
        var (seconds, rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        return (seconds * 1_000_000) + (long)Math.Round(rest / 1e7 * 1e6, MidpointRounding.ToEven);
    }

    private static DateTime AssertNotUtc(DateTime time) => time.Kind == DateTimeKind.Utc
        ? throw new InvalidUtcDateTimeUsageException(new ArgumentException("Cannot write DateTime with Kind=UTC to PostgreSQL type 'timestamp without time zone'."))
        : time;
}
