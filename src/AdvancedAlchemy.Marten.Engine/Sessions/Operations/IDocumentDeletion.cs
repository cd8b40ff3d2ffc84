namespace Marten.Engine.Sessions;

/// <summary>A deletion of one document, without its types.</summary>
internal interface IDocumentDeletion
{
    string TenantId { get; }

    object Id { get; }

    /// <summary>Whether it is only marked, and can be loaded as before.</summary>
    bool IsSoft { get; }
}
