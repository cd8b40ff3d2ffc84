using Marten;

namespace MartenFacts.Anchors;

/// <summary>A listener that remembers what it was told.</summary>
internal sealed class Recorder : DocumentSessionListenerBase
{
    public Action<IDocumentSession>? Before { get; set; }

    public List<string> Log { get; } = [];

    public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
    {
        Log.Add("before");
        Before?.Invoke(session);
        return Task.CompletedTask;
    }

    public override void DocumentLoaded(object id, object document) => Log.Add("loaded");

    public override void DocumentAddedForStorage(object id, object document) => Log.Add($"added {id}");
}
