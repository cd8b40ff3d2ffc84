namespace AdvancedAlchemy.Marten.Conformance.Documents.Strategies;

/// <summary>No base at all: an id of Marten's, and generated members.</summary>
public partial class MixinPaper : DefaultDocument, IPaper<MixinPaper, Guid>
{
    public Guid Id { get; set; }

    public string Title { get; set; } = "";

    public List<Guid> TopicIds { get; set; } = [];

    public List<Guid> SourceIds { get; set; } = [];
}
