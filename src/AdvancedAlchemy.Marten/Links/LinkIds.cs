using System.Text.Json;

namespace AdvancedAlchemy.Marten;

/// <summary>Ids in lists of links.</summary>
internal static class LinkIds
{
    /// <summary>The value inside a strong-typed id; any other as it is.</summary>
    public static object Stored(object id) =>
        id is Guid or string or int or long || id.GetType().GetProperties() is not [var value] ? id : value.GetValue(id)!;

    /// <summary>The JSON of a list with only this id, for <c>@></c>.</summary>
    public static string ListOf(object id) => "[" + Json(id) + "]";

    public static string Json(object id) => JsonSerializer.Serialize(id, id.GetType());
}
