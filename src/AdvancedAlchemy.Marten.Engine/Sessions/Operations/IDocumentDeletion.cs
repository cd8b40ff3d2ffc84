namespace Marten.Engine.Sessions;

/// <summary>A deletion of one document, without its types.</summary>
internal interface IDocumentDeletion
{
    string TenantId { get; }
}
