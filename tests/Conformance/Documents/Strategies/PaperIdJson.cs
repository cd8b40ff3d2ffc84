using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

public sealed class PaperIdJson : JsonConverter<PaperId>
{
    public override PaperId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, PaperId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
