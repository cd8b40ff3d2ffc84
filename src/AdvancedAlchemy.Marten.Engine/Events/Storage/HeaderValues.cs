using System.Text.Json;

namespace Marten.Engine.Events;

/// <summary>Headers as they are read: a projection in the background is to find the text that one within the save has found.</summary>
internal static class HeaderValues
{
    /// <summary>Puts texts, numbers and truth values in the place of the JSON that they are read as.</summary>
    internal static Dictionary<string, object>? Plain(Dictionary<string, object>? headers)
    {
        if (headers is null) return null;
        foreach (var (key, value) in headers)
        {
            if (value is JsonElement json) headers[key] = Plain(json);
        }

        return headers;
    }

    private static object Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : json.GetDouble(),
        _ => json,
    };
}
