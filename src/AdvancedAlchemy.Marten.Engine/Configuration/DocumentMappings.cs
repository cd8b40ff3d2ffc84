using System.Collections.Concurrent;
using JasperFx.MultiTenancy;
using Marten.Exceptions;
using Marten.Schema;

namespace Marten.Engine.Configuration;

/// <summary>The mappings of a store, each built once, when it is first asked for.</summary>
internal sealed class DocumentMappings(StoreOptions options)
{
    private readonly ConcurrentDictionary<Type, Lazy<DocumentMapping>> _mappings = new();
    private readonly ConcurrentDictionary<Type, byte> _registered = new();

    /// <summary>All types that were registered or used so far.</summary>
    internal IReadOnlyList<DocumentMapping> All
    {
        get
        {
            foreach (var type in options.Schema.ConfiguredTypes)
            {
                if (ParentOf(type) is null) Register(type);
            }

            foreach (var type in _registered.Keys.OrderBy(t => t.FullName, StringComparer.Ordinal)) For(type);
            var all = _mappings.Values.Select(m => m.Value).OrderBy(m => m.Alias, StringComparer.Ordinal).ToArray();
            AssertAliasesDiffer(all);
            return all;
        }
    }

    internal void Register(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        _registered.TryAdd(type, 0);
    }

    internal bool IsKnown(Type type) => _registered.ContainsKey(type) || options.Schema.ConfiguredTypes.Contains(type);

    /// <summary>Undoes the registration of a type that turned out to be no document.</summary>
    internal void Forget(Type type)
    {
        _registered.TryRemove(type, out _);
        _mappings.TryRemove(type, out _);
    }

    /// <summary>The mapping that the documents of the type are stored by: that of the parent, for a subclass that shares its table.</summary>
    internal DocumentMapping For(Type type)
    {
        if (_mappings.TryGetValue(type, out var known)) return known.Value;
        if (ParentOf(type) is { } parent) return parent;
        Register(type);
        return _mappings.GetOrAdd(type, static (t, self) => new Lazy<DocumentMapping>(() => self.Build(t)), this).Value;
    }

    /// <summary>The mapping of a type, whether or not it is a document; it does not become one by this.</summary>
    internal DocumentMapping? Peek(Type type)
    {
        if (_mappings.TryGetValue(type, out var known)) return known.Value;
        return IsKnown(type) ? For(type) : Build(type);
    }

    private DocumentMapping? ParentOf(Type type)
    {
        foreach (var candidate in options.Schema.ConfiguredTypes)
        {
            if (candidate != type && candidate.IsAssignableFrom(type) && For(candidate) is var mapping && mapping.SubClasses.Find(type) is not null) return mapping;
        }

        return null;
    }

    private DocumentMapping Build(Type type)
    {
        var mapping = (DocumentMapping)Activator.CreateInstance(typeof(DocumentMapping<>).MakeGenericType(type), options)!;
        foreach (var alter in options.Schema.AlterationsFor(type)) alter(mapping);
        TenancyStyle? decided = mapping.TenancyIsDecided ? mapping.TenancyStyle : null;
        foreach (var policy in options.DocumentPolicies) policy.Apply(mapping);

        // What is said of one type counts more than what is said of all.
        if (decided is { } style) mapping.TenancyStyle = style;
        AssertConcurrencyIsOneKind(mapping);
        return mapping;
    }

    internal void AssertAliasIsUnique(DocumentMapping mapping)
    {
        AssertAliasesDiffer(_mappings.Values.Where(m => m.IsValueCreated).Select(m => m.Value).Append(mapping).Distinct());
    }

    private static void AssertAliasesDiffer(IEnumerable<DocumentMapping> mappings)
    {
        foreach (var same in mappings.GroupBy(m => $"{m.DatabaseSchemaName}.{m.Alias}", StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            throw new AmbiguousDocumentTypeAliasesException(
                $"Document types {string.Join(", ", same.Select(m => m.DocumentType.FullName))} all have the same document alias '{same.Key}'. "
                + "You must explicitly make document type aliases to disambiguate the database schema objects");
        }
    }

    private static void AssertConcurrencyIsOneKind(DocumentMapping mapping)
    {
        if (mapping.UseOptimisticConcurrency && mapping.Metadata.Revision.Member is { } member)
        {
            throw new InvalidDocumentException(
                $"{mapping.DocumentType.Name} declares numeric revisions through its own type -- the member '{member.Name}' is its revision -- "
                + "so UseOptimisticConcurrency(true) cannot be honored: a document has either numeric revisions or Guid versions. Remove one of the two.");
        }
    }
}
