using System.Reflection;
using System.Text.Json;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>Ids in lists of links.</summary>
internal static class LinkIds
{
    /// <summary>The value inside a strong-typed id; any other as it is.</summary>
    public static object Stored(object id) =>
        id is Guid or string or int or long || id.GetType().GetProperties() is not [var value] ? id : value.GetValue(id)!;

    /// <summary>Links are looked for by the values inside of strong-typed ids, so these have to be what is stored.</summary>
    /// <exception cref="InvalidOperationException">The store's serializer writes the ids of the list as objects.</exception>
    public static void AssertPlain(IDocumentStore store, LinkDefinition link)
    {
        var list = link.Member is PropertyInfo property ? property.PropertyType : ((FieldInfo)link.Member).FieldType;
        var id = list.GetInterfaces().Append(list).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
        if (id is not { IsValueType: true } || store.Options.Serializer().ToJson(Activator.CreateInstance(id)).TrimStart() is not ['{', ..]) return;
        throw new InvalidOperationException(
            $"{link.OwnerType.Name}.{link.Name} cannot be links: the serializer writes {id.Name} as an object. Give it a JsonConverter that writes the value inside.");
    }

    /// <summary>The JSON of a list with only this id, for <c>@></c>.</summary>
    public static string ListOf(object id) => "[" + Json(id) + "]";

    public static string Json(object id) => JsonSerializer.Serialize(id, id.GetType());
}
