using Marten.Services;

namespace Marten;

/// <summary>Hears of saves: of those in the background, or of a session.</summary>
public interface IChangeListener
{
    /// <summary>Called after the save: at most once.</summary>
    Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token);

    /// <summary>Called before the save, and again if that fails: at least once.</summary>
    Task BeforeCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token);
}
