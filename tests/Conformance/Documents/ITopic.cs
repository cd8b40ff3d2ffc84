namespace AdvancedAlchemy.Marten.Conformance.Documents;

/// <summary>What papers link to.</summary>
public interface ITopic<TId> where TId : notnull
{
    TId Id { get; set; }

    string Name { get; set; }
}
