using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>Ids in links.</summary>
internal static class LinkIds
{
    /// <summary>The value inside a strong-typed id; any other as it is.</summary>
    public static object Stored(object id) =>
        id is Guid or string or int or long || id.GetType().GetProperties() is not [var value] ? id : value.GetValue(id)!;

    /// <summary>Links are looked for by the values inside of strong-typed ids, so these have to be what is stored.</summary>
    /// <exception cref="InvalidOperationException">The store's serializer writes the ids as objects.</exception>
    public static void AssertPlain(IDocumentStore store, LinkDefinition link)
    {
        if (link.IdType is not { IsValueType: true } id || store.Options.Serializer().ToJson(Activator.CreateInstance(id)).TrimStart() is not ['{', ..]) return;
        throw new InvalidOperationException(
            $"{link.OwnerType.Name}.{link.Name} cannot be links: the serializer writes {id.Name} as an object. Give it a JsonConverter that writes the value inside.");
    }

    public static Type? TypeIn(Type list) =>
        list.GetInterfaces().Append(list).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    /// <summary>Whether the member can lose its value; without nullable annotations, any reference can.</summary>
    public static bool MayBeNull(MemberInfo member)
    {
        NullabilityInfoContext context = new();
        var nullability = member is PropertyInfo property ? context.Create(property) : context.Create((FieldInfo)member);
        return nullability.WriteState != NullabilityState.NotNull;
    }

    /// <summary>What is looked for in the owners: the JSON of a list with only this id, for <c>@></c>, or the id as text.</summary>
    public static string Key(LinkDefinition link, object id) => link.IsList ? ListOf(id) : Convert.ToString(id, CultureInfo.InvariantCulture)!;

    /// <summary>The JSON of a list with only this id, for <c>@></c>.</summary>
    public static string ListOf(object id) => "[" + Json(id) + "]";

    public static string Json(object id) => JsonSerializer.Serialize(id, id.GetType());
}
