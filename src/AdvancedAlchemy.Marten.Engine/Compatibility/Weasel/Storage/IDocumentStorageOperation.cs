namespace Weasel.Storage;

/// <summary>An operation that writes a document.</summary>
public interface IDocumentStorageOperation : IStorageOperation
{
    object Document { get; }
}
