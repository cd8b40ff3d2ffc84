using Marten.Schema;

namespace Marten;

/// <summary>A rule that is applied to every document type.</summary>
public interface IDocumentPolicy
{
    void Apply(DocumentMapping mapping);
}
