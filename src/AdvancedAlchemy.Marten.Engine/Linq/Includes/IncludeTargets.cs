using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Documents;

namespace Marten.Engine.Linq.Includes;

/// <summary>Where included documents go.</summary>
internal static class IncludeTargets
{
    private static readonly MethodInfo OneMethod = typeof(IncludeTargets).GetMethod(nameof(ToOne), BindingFlags.Static | BindingFlags.NonPublic)!;
    private static readonly MethodInfo ManyMethod = typeof(IncludeTargets).GetMethod(nameof(ToMany), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>What puts a document into a target of the given type.</summary>
    internal static Action<object, T> For<T>(Type target, DocumentStorage<T> storage, LambdaExpression? match) where T : notnull
    {
        if (typeof(Action<T>).IsAssignableFrom(target)) return static (callback, document) => ((Action<T>)callback)(document);
        if (Dictionary(target) is var (key, value))
        {
            if (value.IsAssignableFrom(typeof(T))) return (Action<object, T>)OneMethod.MakeGenericMethod(typeof(T), key).Invoke(null, [storage, match])!;
            return (Action<object, T>)ManyMethod.MakeGenericMethod(typeof(T), key, value).Invoke(null, [storage, match])!;
        }

        if (typeof(ICollection<T>).IsAssignableFrom(target)) return static (list, document) => ((ICollection<T>)list).Add(document);
        throw Unsupported.Part($"Include into a {target.Name}");
    }

    private static (Type Key, Type Value)? Dictionary(Type target)
    {
        var dictionary = target.GetInterfaces().Append(target).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IDictionary<,>));
        return dictionary is null ? null : (dictionary.GetGenericArguments()[0], dictionary.GetGenericArguments()[1]);
    }

    private static Action<object, T> ToOne<T, TKey>(DocumentStorage<T> storage, LambdaExpression? match) where T : notnull where TKey : notnull
    {
        var keyOf = KeyOf<T, TKey>(storage, match);
        return (target, document) =>
        {
            if (keyOf(document) is { } key) ((IDictionary<TKey, T>)target)[key] = document;
        };
    }

    // The documents of each key: a list of them, which is made for the first.
    private static Action<object, T> ToMany<T, TKey, TList>(DocumentStorage<T> storage, LambdaExpression? match)
        where T : notnull where TKey : notnull where TList : class, ICollection<T>
    {
        var keyOf = KeyOf<T, TKey>(storage, match);
        return (target, document) =>
        {
            if (keyOf(document) is not { } key) return;
            var lists = (IDictionary<TKey, TList>)target;
            if (!lists.TryGetValue(key, out var list)) lists[key] = list = (TList)(object)new List<T>();
            list.Add(document);
        };
    }

    private static Func<T, TKey?> KeyOf<T, TKey>(DocumentStorage<T> storage, LambdaExpression? match) where T : notnull
    {
        var document = match?.Parameters[0] ?? Expression.Parameter(typeof(T));
        var key = match is null ? Expression.MakeMemberAccess(document, storage.Mapping.IdMember!) : Translation.Translator.Strip(match.Body);
        return Expression.Lambda<Func<T, TKey?>>(key.Type == typeof(TKey) ? key : Expression.Convert(key, typeof(TKey)), document).Compile();
    }
}
