namespace Marten.Engine.Sessions;

/// <summary>A write of one document, without its types.</summary>
internal interface IDocumentWrite
{
    object Document { get; }

    object Id { get; }

    string TenantId { get; }

    void Committed(SessionCore core);
}
