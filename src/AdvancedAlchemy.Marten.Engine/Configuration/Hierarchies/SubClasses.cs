using System.Collections;

namespace Marten.Schema;

/// <summary>The subclasses of a document type that share its table.</summary>
public class SubClasses : IEnumerable<SubClassMapping>
{
    private readonly DocumentMapping _parent;
    private readonly StoreOptions _options;
    private readonly List<SubClassMapping> _subClasses = [];

    public SubClasses(DocumentMapping parent, StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(options);
        _parent = parent;
        _options = options;
    }

    /// <exception cref="ArgumentOutOfRangeException">The type does not derive from the document type.</exception>
    public void Add(Type subclassType, string? alias = null) => Add(new SubClassMapping(Checked(subclassType), _parent, _options, alias));

    public void Add(Type subclassType, IEnumerable<MappedType> otherSubclassTypes, string alias) =>
        Add(new SubClassMapping(Checked(subclassType), _parent, _options, otherSubclassTypes, alias));

    /// <summary>Adds every type of the document's assembly that derives from it.</summary>
    public void AddHierarchy()
    {
        var types = _parent.DocumentType.Assembly.GetTypes().Where(t => t != _parent.DocumentType && !t.ContainsGenericParameters && _parent.DocumentType.IsAssignableFrom(t));
        foreach (var type in types.OrderBy(t => t.FullName, StringComparer.Ordinal)) Add(type);
    }

    /// <summary>Adds these types only.</summary>
    public void AddHierarchy(params MappedType[] allSubclassTypes)
    {
        ArgumentNullException.ThrowIfNull(allSubclassTypes);
        foreach (var type in allSubclassTypes) Add(new SubClassMapping(Checked(type.Type), _parent, _options, allSubclassTypes.Except([type]), type.Alias));
    }

    public IEnumerator<SubClassMapping> GetEnumerator() => _subClasses.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool Any => _subClasses.Count > 0;

    internal SubClassMapping? Find(Type type) => _subClasses.Find(s => s.DocumentType == type);

    private void Add(SubClassMapping mapping)
    {
        _subClasses.RemoveAll(s => s.DocumentType == mapping.DocumentType);
        if (_subClasses.Find(s => s.Alias == mapping.Alias) is { } other)
        {
            throw new ArgumentException(
                $"{mapping.DocumentType.FullName} and {other.DocumentType.FullName} would both be '{mapping.Alias}' in mt_doc_type: give one of them another alias", nameof(mapping));
        }

        _subClasses.Add(mapping);
        _parent.Metadata.DocumentType.Enabled = true;
    }

    private Type Checked(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type != _parent.DocumentType && _parent.DocumentType.IsAssignableFrom(type)
            ? type
            : throw new ArgumentOutOfRangeException(nameof(type), $"Type '{type.FullName}' cannot be assigned from '{_parent.DocumentType.FullName}'");
    }
}
