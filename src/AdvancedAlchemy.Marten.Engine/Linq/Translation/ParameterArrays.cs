using System.Collections;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Translation;

/// <summary>Arrays for <c>= ANY($1)</c>.</summary>
internal static class ParameterArrays
{
    /// <summary>The values as an array that Npgsql knows. Null is left out: no row equals it, and NOT would lose every row to it.</summary>
    internal static object Of(IEnumerable values, NpgsqlDbType type, Func<object, object>? convert)
    {
        if (convert is not null) return Make(values.Cast<object?>().Where(v => v is not null).Select(v => convert(v!)), type);
        switch (values)
        {
            case int[] or long[] or Guid[] or short[] or double[] or decimal[] or List<int> or List<long> or List<Guid>:
                return values;
            case string?[] text when System.Array.IndexOf(text, null) < 0:
                return text;
            default:
                return Make(values.Cast<object?>().Where(v => v is not null)!, type);
        }
    }

    internal static Array Make(IEnumerable<object> values, NpgsqlDbType type)
    {
        object[] items = [.. values];
        var array = System.Array.CreateInstance(items.Length > 0 ? items[0].GetType() : ElementType(type), items.Length);
        System.Array.Copy(items, array, items.Length);
        return array;
    }

    private static Type ElementType(NpgsqlDbType type) => type switch
    {
        NpgsqlDbType.Integer => typeof(int),
        NpgsqlDbType.Bigint => typeof(long),
        NpgsqlDbType.Smallint => typeof(short),
        NpgsqlDbType.Numeric => typeof(decimal),
        NpgsqlDbType.Double => typeof(double),
        NpgsqlDbType.Real => typeof(float),
        NpgsqlDbType.Boolean => typeof(bool),
        NpgsqlDbType.Uuid => typeof(Guid),
        NpgsqlDbType.Interval => typeof(TimeSpan),
        NpgsqlDbType.Timestamp => typeof(DateTime),
        NpgsqlDbType.TimestampTz => typeof(DateTimeOffset),
        NpgsqlDbType.Date => typeof(DateOnly),
        NpgsqlDbType.Time => typeof(TimeOnly),
        _ => typeof(string),
    };
}
