using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Marten.Services;
using Weasel.Core;

namespace Marten.Engine.Serialization;

/// <summary>Which key a member has in the stored JSON, asked of the serializer itself wherever it can tell.</summary>
internal sealed class JsonNames(ISerializer serializer)
{
    private readonly ConcurrentDictionary<(Type, MemberInfo), string> _names = new();

    internal string KeyOf(Type declaring, MemberInfo member) =>
        _names.GetOrAdd((declaring, member), static (key, self) => self.Find(key.Item1, key.Item2), this);

    private string Find(Type declaring, MemberInfo member)
    {
        if (serializer is SystemTextJsonSerializer json && !declaring.IsInterface)
        {
            foreach (var property in json.Options.GetTypeInfo(declaring).Properties)
            {
                if (property.AttributeProvider is MemberInfo candidate
                    && candidate.Name == member.Name && candidate.MemberType == member.MemberType)
                {
                    return property.Name;
                }
            }
        }

        if (member.GetCustomAttribute<JsonPropertyNameAttribute>() is { } explicitName) return explicitName.Name;
        return serializer.Casing switch
        {
            Casing.CamelCase => JsonNamingPolicy.CamelCase.ConvertName(member.Name),
            Casing.SnakeCase => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name),
            _ => member.Name,
        };
    }
}
