using Marten;
using Marten.Services;

namespace MartenFacts.Events.Daemon;

/// <summary>Counts the pages that are saved.</summary>
public sealed class PageCounter : IChangeListener
{
    public int Before { get; private set; }

    public int After { get; private set; }

    public List<object> Updated { get; } = [];

    public Task BeforeCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        Before++;
        return Task.CompletedTask;
    }

    public Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        After++;
        Updated.AddRange(commit.Updated);
        return Task.CompletedTask;
    }
}
