namespace Weasel.Storage;

/// <summary>The session, as an operation sees it.</summary>
public interface IStorageSession
{
    ConcurrencyChecks Concurrency { get; }
}
