namespace Weasel.Storage;

/// <summary>An operation that deletes a document.</summary>
public interface IDeletion : IStorageOperation, NoDataReturnedCall
{
    object Document { get; set; }

    object Id { get; set; }
}
