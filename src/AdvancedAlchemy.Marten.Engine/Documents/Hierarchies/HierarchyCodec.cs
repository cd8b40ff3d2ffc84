using System.Data.Common;
using System.Reflection;
using Marten.Schema;

namespace Marten.Engine.Documents;

/// <summary>Reads each body as the type that its row names.</summary>
internal sealed class HierarchyCodec<T>
{
    private static readonly MethodInfo ReadMethod = typeof(HierarchyCodec<T>).GetMethod(nameof(ReaderOf), BindingFlags.Static | BindingFlags.NonPublic)!;
    private readonly Dictionary<string, Func<DbDataReader, int, T>> _readers = new(StringComparer.Ordinal);
    private readonly DocumentMapping _mapping;

    internal HierarchyCodec(DocumentMapping mapping)
    {
        _mapping = mapping;
        foreach (var type in mapping.SubClasses.Select(s => s.DocumentType).Append(mapping.DocumentType))
        {
            if (!type.IsAbstract) _readers[mapping.AliasFor(type)] = (Func<DbDataReader, int, T>)ReadMethod.MakeGenericMethod(type).Invoke(null, [mapping])!;
        }
    }

    /// <summary>The document of the current row.</summary>
    /// <exception cref="Marten.Exceptions.InvalidDocumentException">The row names a type that is not registered, or one without instances.</exception>
    internal T Read(DbDataReader reader, int body, int type)
    {
        var alias = reader.IsDBNull(type) ? _mapping.AliasFor(_mapping.DocumentType) : reader.GetString(type);
        if (_readers.TryGetValue(alias, out var read)) return read(reader, body);
        var named = _mapping.TypeFor(alias);
        throw new Marten.Exceptions.InvalidDocumentException($"A row of {_mapping.TableName} is a {named.FullName}, which is abstract");
    }

    private static Func<DbDataReader, int, T> ReaderOf<TSub>(DocumentMapping mapping) where TSub : T
    {
        var codec = new DocumentCodec<TSub>(mapping.StoreOptions.Serializer());
        return (reader, index) => codec.Read(reader, index);
    }
}
