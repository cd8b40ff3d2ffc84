namespace Weasel.Storage;

/// <summary>An operation on a document with a numeric revision.</summary>
public interface IRevisionedOperation
{
    /// <summary>The revision the row is to get; 0 stands for one more than it has, unchecked.</summary>
    long Revision { get; set; }

    bool IgnoreConcurrencyViolation { get; set; }
}
