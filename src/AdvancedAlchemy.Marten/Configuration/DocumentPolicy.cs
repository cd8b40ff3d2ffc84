using JasperFx;
using Marten;
using Marten.Schema;

namespace AdvancedAlchemy.Marten;

/// <summary>Gives each document type the columns and indexes that its interfaces ask for.</summary>
internal sealed class DocumentPolicy(AdvancedAlchemyOptions options) : IDocumentPolicy
{
    public void Apply(DocumentMapping mapping)
    {
        var type = mapping.DocumentType;
        if (options.IndexStamps && typeof(IAudited).IsAssignableFrom(type)) IndexStamps(mapping);
        // reflection shows an interface without what it inherits
        if (type.IsInterface && typeof(IRevisioned).IsAssignableFrom(type)) mapping.Metadata.Revision.Member ??= typeof(IRevisioned).GetProperty(nameof(IRevisioned.Version));
        if (type == typeof(OldSlug)) OldSlugTable.Configure(mapping);
        if (typeof(ISlugged).IsAssignableFrom(type)) SlugIndex.AddTo(mapping, options.SlugRules.Of(type).Scope);
    }

    private static void IndexStamps(DocumentMapping mapping)
    {
        Index(mapping, nameof(IAudited.CreatedAt));
        Index(mapping, nameof(IAudited.UpdatedAt));
    }

    private static void Index(DocumentMapping mapping, string member)
    {
        if (mapping.DocumentType.GetProperty(member) is null) return;
        mapping.AddIndex(mapping.DuplicateField(member).ColumnName);
    }
}
