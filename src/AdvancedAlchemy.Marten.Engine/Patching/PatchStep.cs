using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marten.Engine.Patching;

/// <summary>One change of a patch, in the form that the function takes.</summary>
internal static class PatchStep
{
    internal static JsonObject Of(string type, string path) => new() { ["type"] = type, ["path"] = path };

    internal static JsonObject With(this JsonObject step, string name, JsonNode? value)
    {
        step[name] = value;
        return step;
    }

    internal static JsonObject WithValue(this JsonObject step, ISerializer serializer, object? value, string name = "value") =>
        step.With(name, JsonOf(serializer, value));

    internal static JsonNode? JsonOf(ISerializer serializer, object? value) => JsonNode.Parse(serializer.ToJson(value), null, new JsonDocumentOptions { MaxDepth = 512 });
}
