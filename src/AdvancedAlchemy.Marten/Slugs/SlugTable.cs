using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>How the slugs of a document type, and of those in its table, are stored.</summary>
internal sealed class SlugTable
{
    /// <param name="model">The type that has the table.</param>
    /// <param name="table">The table.</param>
    /// <param name="old">That of <see cref="OldSlug"/>, where they are kept.</param>
    public SlugTable(DocumentModel model, DocumentTable table, DocumentTable? old)
    {
        Model = model;
        Table = table;
        var member = model.Type.GetProperty(nameof(ISlugged.Slug));
        if (member is null || !typeof(ISlugged).IsAssignableFrom(model.Type))
        {
            throw new InvalidOperationException($"Documents are stored with {model.Type.Name}, which is not ISlugged, so nothing keeps their slugs unique. Let {model.Type.Name} be ISlugged.");
        }

        Slug = table.Locator(member);
        ScopeLocator = model.Slugs.Scope is { } scope ? table.Locator(scope.Member) : null;
        Old = model.Slugs.KeepsOld ? new OldSlugTable(this, old!) : null;
        Search = new SlugSearch(this);
    }

    public DocumentModel Model { get; }

    public DocumentTable Table { get; }

    /// <summary>The slug, in the words of the index.</summary>
    public string Slug { get; }

    /// <summary>The member within whose values slugs are unique.</summary>
    public SlugScope? Scope => Model.Slugs.Scope;

    public string? ScopeLocator { get; }

    /// <summary>The slugs that documents had before; null where they are not kept.</summary>
    public OldSlugTable? Old { get; }

    public SlugSearch Search { get; }

    public static SlugTable Of(IQuerySession session, SaveListener layer, DocumentModel model)
    {
        // a subclass is stored with its root, and shares its slugs
        var root = model.Table(session).Mapping.DocumentType;
        if (root == model.Type) return model.SlugTable(session);
        var table = layer.Model(root).SlugTable(session);
        if (model.Slugs.Scope?.Member.Name == table.Scope?.Member.Name && model.Slugs.KeepsOld == table.Model.Slugs.KeepsOld) return table;
        throw new InvalidOperationException($"{model.Type.Name} is stored with {root.Name} and shares its slugs: declare their scope and whether old ones are kept for {root.Name}.");
    }

    public string Tenanted(string parameter) => Table.IsTenanted ? $" and d.tenant_id = :{parameter}" : "";

    public string Undeleted => Table.IsSoftDeleted ? " and d.mt_deleted = false" : "";
}
