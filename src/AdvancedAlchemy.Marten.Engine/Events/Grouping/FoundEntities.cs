using System.Diagnostics.CodeAnalysis;
using Marten.Engine.Documents;

namespace Marten.Engine.Events.Grouping;

/// <summary>The documents that were looked up, by their ids.</summary>
internal readonly struct FoundEntities<T> where T : notnull
{
    private readonly DocumentStorage<T> _storage;
    private readonly Dictionary<object, T> _found = [];

    internal FoundEntities(DocumentStorage<T> storage, IReadOnlyList<T> documents)
    {
        _storage = storage;
        foreach (var document in documents) _found[storage.IdOf(document)] = document;
    }

    internal object StoredId(object id) => _storage.StoredId(id);

    internal bool Find(object id, [MaybeNullWhen(false)] out T found) => _found.TryGetValue(_storage.StoredId(id), out found);
}
