using System.Collections.Concurrent;
using System.Text.Json;

namespace Marten.Engine.Linq.Translation;

/// <summary>The text of enums in a body, asked of the serializer, for its converters may rename them.</summary>
internal sealed class EnumTexts(ISerializer serializer)
{
    private readonly ConcurrentDictionary<object, string> _texts = new();

    internal string Of(object value) => _texts.GetOrAdd(value, static (v, self) => self.Ask(v), this);

    private string Ask(object value)
    {
        using var json = JsonDocument.Parse(serializer.ToJson(value));
        return json.RootElement.ValueKind == JsonValueKind.String ? json.RootElement.GetString()! : json.RootElement.GetRawText();
    }
}
