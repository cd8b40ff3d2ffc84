using Marten.Exceptions;

namespace Marten.Schema;

public partial class DocumentMapping
{
    private const string BaseAlias = "BASE";

    public SubClasses SubClasses { get; }

    /// <summary>Whether documents of several types may be in the table.</summary>
    public bool IsHierarchy() => SubClasses.Any || DocumentType.IsAbstract || DocumentType.IsInterface;

    /// <summary>What <c>mt_doc_type</c> says of documents of the type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type is not part of the hierarchy.</exception>
    public string AliasFor(Type subclassType)
    {
        ArgumentNullException.ThrowIfNull(subclassType);
        if (subclassType == DocumentType) return BaseAlias;
        return SubClasses.Find(subclassType)?.Alias ?? throw new ArgumentOutOfRangeException(
            nameof(subclassType), $"{subclassType.FullName} is no known subclass of {DocumentType.FullName}: register it with Schema.For<{DocumentType.Name}>().AddSubClass<{subclassType.Name}>()");
    }

    /// <exception cref="InvalidDocumentException">No type of the hierarchy has the alias.</exception>
    public Type TypeFor(string alias) => alias == BaseAlias
        ? DocumentType
        : SubClasses.FirstOrDefault(s => s.Alias == alias)?.DocumentType ?? throw new InvalidDocumentException(
            $"A row of {TableName} has the type '{alias}', which is none of the registered subclasses of {DocumentType.FullName}");
}
