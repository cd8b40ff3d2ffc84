using JasperFx.Events;
using Marten.Engine.Sessions;
using Marten.Services;
using Weasel.Storage;

namespace Marten.Internal.Sessions;

public abstract partial class DocumentSessionBase
{
    private IUnitOfWork? _pendingChanges;

    public IUnitOfWork PendingChanges => _pendingChanges ??= new PendingChanges(Core);

    public ConcurrencyChecks Concurrency => Core.Concurrency;

    public IList<IDocumentSessionListener> Listeners => Core.Listeners;

    public string? LastModifiedBy
    {
        get => Core.Metadata.LastModifiedBy;
        set => Core.Metadata.LastModifiedBy = value;
    }

    bool IStorageOperations.EnableSideEffectsOnInlineProjections => Core.Store.Settings.EventGraph.EnableSideEffectsOnInlineProjections;

    IServiceProvider? IStorageOperations.Services => Core.Store.Settings.Services;

    async ValueTask<IMessageSink> IStorageOperations.GetOrStartMessageSink() =>
        Core.Messages ??= await Core.Store.Settings.EventGraph.MessageOutbox.CreateBatch((DocumentSessionBase)Root).ConfigureAwait(false);

    public void SetHeader(string key, object value) => (Core.Metadata.Headers ??= [])[key] = value;

    public object? GetHeader(string key) => Core.Metadata.Headers?.GetValueOrDefault(key);

    public void BeginTransaction() => Core.Connection.Begin();

    public ValueTask BeginTransactionAsync(CancellationToken token) => Core.Connection.BeginAsync(token);

    public void Eject<T>(T document) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(document);
        Core.Store.Storages.For(document.GetType()).EjectObject(this, document);
    }

    public void EjectAllOfType(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        Core.Work.EjectAll(type);
        Core.ForgetAll(Core.Store.Storages.For(type));
    }

    public void EjectAllPendingChanges()
    {
        Core.Work.Clear();
        Core.Streams.Clear();
        Core.StopTracking();
    }

    /// <summary>Saves the whole unit of work, whatever tenant this is a view of.</summary>
    public Task SaveChangesAsync(CancellationToken token = default) => SaveAllAsync(token);

    internal abstract Task SaveAllAsync(CancellationToken token);
}
