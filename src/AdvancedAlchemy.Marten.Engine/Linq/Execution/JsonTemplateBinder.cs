using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Execution;

/// <summary>JSON with captured values in it.</summary>
/// <param name="texts">What goes before, between and after the values.</param>
/// <param name="slots">The values.</param>
/// <param name="convert">Makes JSON of the value at a position of <paramref name="slots"/>.</param>
internal sealed class JsonTemplateBinder(string[] texts, int[] slots, Func<int, object?, string> convert) : ParameterBinder
{
    internal override NpgsqlParameter Bind(object?[] values, string tenantId)
    {
        var json = new StringBuilder(texts[0]);
        for (var i = 0; i < slots.Length; i++) json.Append(convert(i, values[slots[i]])).Append(texts[i + 1]);
        return new NpgsqlParameter<string> { TypedValue = json.ToString(), NpgsqlDbType = NpgsqlDbType.Jsonb };
    }
}
