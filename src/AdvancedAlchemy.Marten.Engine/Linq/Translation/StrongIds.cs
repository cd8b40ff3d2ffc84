using System.Text.Json.Serialization.Metadata;
using Marten.Engine.Documents;
using Marten.Services;

namespace Marten.Engine.Linq.Translation;

/// <summary>Strong-typed ids, which are compared by the value inside.</summary>
internal static class StrongIds
{
    /// <summary>The value inside, where <paramref name="value"/> is a strong-typed id; otherwise the value as it is.</summary>
    internal static SqlValue Unwrap(TranslationContext context, SqlValue value)
    {
        if (value.Scalar is not null || Find(value.PlainType) is not { } wrapped) return value;
        var inner = wrapped.InnerType;
        var scalar = context.Mapping.Members.Scalars.Find(inner);
        if (value.Member?.Column == "id") return value with { Type = inner, Scalar = scalar };
        var body = value.Member is { Column: not null } member
            ? DocumentScope.Of(context.Mapping.Members.InBody(context.Mapping.DocumentType, member.Path, "d.data"))
            : value;
        return HasPlainShape(context, value.PlainType) && body.Text is { } text
            ? JsonValues.At(context, body.Json!, text, inner) with { IsElement = value.IsElement }
            : JsonValues.Member(context, body, wrapped.Value);
    }

    /// <summary>Only structs: a class of one property is an object like any other.</summary>
    internal static WrappedId? Find(Type type) => WrappedId.Find(type) is { } wrapped && (Nullable.GetUnderlyingType(type) ?? type).IsValueType ? wrapped : null;

    /// <summary>Whether the serializer writes the id as the value inside, and not as an object with one property.</summary>
    internal static bool HasPlainShape(TranslationContext context, Type type) =>
        context.Mapping.StoreOptions.Serializer() is SystemTextJsonSerializer json && json.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.None;
}
