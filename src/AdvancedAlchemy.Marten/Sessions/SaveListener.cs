using System.Collections.Concurrent;
using Marten;
using Marten.Services;
using Weasel.Core;
using Weasel.Storage;
using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace AdvancedAlchemy.Marten;

/// <summary>The package's one listener: what adds documents comes first, the sentinel second, the stamps last.</summary>
internal sealed class SaveListener(AdvancedAlchemyOptions options) : DocumentSessionListenerBase
{
    private readonly ConcurrentDictionary<Type, DocumentModel> _models = new();

    public AdvancedAlchemyOptions Options { get; } = options;

    public DocumentModel Model(Type type) => _models.TryGetValue(type, out var model) ? model : _models.GetOrAdd(type, DocumentModel.Create, Options);

    public override async Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
    {
        var state = SessionState.Of(session);
        state.BeginSave();
        var pending = Pending(session);
        await SlugGeneration.RunAsync(session, this, state, pending, token).ConfigureAwait(false);
        await LinkGuard.RunAsync(session, this, state, pending, token).ConfigureAwait(false);
        if (Sentinel.Turn(session, this, pending)) pending = Pending(session);
        Sentinel.Mark(session, this, state, pending);
        Sentinel.Check(session, this, state, pending);
        StampAll(session, state, pending);
    }

    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        SessionState.Find(session)?.Committed();
        return Task.CompletedTask;
    }

    // a copy, because what follows changes the unit of work
    private static IStorageOperation[] Pending(IDocumentSession session) => [.. session.PendingChanges.Operations()];

    private void StampAll(IDocumentSession session, SessionState state, IStorageOperation[] pending)
    {
        foreach (var operation in pending)
        {
            if (operation is not IDocumentStorageOperation write || !Model(write.Document.GetType()).IsStamped) continue;
            state.Stamped(write.Document);
            if (state.WithoutStamps > 0) continue;
            state.Stamper(Options, session.LastModifiedBy).Write(write.Document, write.Role() == OperationRole.Insert);
        }
    }
}
