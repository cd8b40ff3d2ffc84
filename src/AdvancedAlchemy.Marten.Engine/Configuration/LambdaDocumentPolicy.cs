using Marten.Schema;

namespace Marten.Engine.Configuration;

/// <summary>A policy that is one delegate.</summary>
internal sealed class LambdaDocumentPolicy(Action<DocumentMapping> configure) : IDocumentPolicy
{
    public void Apply(DocumentMapping mapping) => configure(mapping);
}
