using System.Collections.Concurrent;
using Marten.Exceptions;

namespace Marten.Engine.Documents;

/// <summary>The storage of each document type of a store, made when it is first used.</summary>
internal sealed class Storages(StoreOptions options)
{
    private readonly ConcurrentDictionary<Type, DocumentStorage> _storages = new();

    internal IEnumerable<DocumentStorage> All => _storages.Values;

    internal DocumentStorage<T> For<T>() where T : notnull =>
        _storages.TryGetValue(typeof(T), out var storage) ? (DocumentStorage<T>)storage : (DocumentStorage<T>)For(typeof(T));

    internal DocumentStorage For(Type type)
    {
        if (_storages.TryGetValue(type, out var storage)) return storage;
        var isNew = !options.Mappings.IsKnown(type);
        try
        {
            var mapping = options.Mappings.For(type);
            return _storages.GetOrAdd(type, mapping.DocumentType == type
                ? StorageFactory.Create(mapping)
                : StorageFactory.CreateSubClass(For(mapping.DocumentType), mapping.SubClasses.Find(type)!));
        }
        catch (InvalidDocumentException)
        {
            // A type that was tried in vain must not spoil the schema of all the others.
            if (isNew) options.Mappings.Forget(type);
            throw;
        }
    }
}
