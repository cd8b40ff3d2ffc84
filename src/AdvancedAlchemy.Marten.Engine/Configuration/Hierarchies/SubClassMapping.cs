using System.Reflection;
using Marten.Engine.Configuration;
using Weasel.Core;

namespace Marten.Schema;

/// <summary>A subclass whose documents are kept in the table of its parent.</summary>
public class SubClassMapping
{
    public SubClassMapping(Type documentType, DocumentMapping parent, StoreOptions storeOptions, string? alias = null)
        : this(documentType, parent, storeOptions, [], alias)
    {
    }

    public SubClassMapping(
        Type documentType, DocumentMapping parent, StoreOptions storeOptions, IEnumerable<MappedType> otherSubclassTypes, string? alias = null)
    {
        ArgumentNullException.ThrowIfNull(documentType);
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(storeOptions);
        ArgumentNullException.ThrowIfNull(otherSubclassTypes);
        DocumentType = documentType;
        Parent = parent;
        Alias = (alias ?? DocumentAliases.For(documentType)).ToLowerInvariant();
    }

    public Type DocumentType { get; }

    public DocumentMapping Parent { get; }

    /// <summary>What <c>mt_doc_type</c> says of its documents.</summary>
    public string Alias { get; set; }

    /// <summary>Its own alias and those of the registered types that derive from it.</summary>
    public string[] Aliases => [.. Parent.SubClasses.Where(s => DocumentType.IsAssignableFrom(s.DocumentType)).Select(s => s.Alias)];

    public DbObjectName TableName => Parent.TableName;

    public MemberInfo? IdMember => Parent.IdMember;

    public Type? IdType => Parent.IdType;

    public JasperFx.DeleteStyle DeleteStyle => Parent.DeleteStyle;
}
