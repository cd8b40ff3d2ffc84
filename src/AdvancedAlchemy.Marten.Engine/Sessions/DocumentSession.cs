using Marten.Engine.Events;
using Marten.Engine.Events.Projections;
using Marten.Events.Aggregation;
using Marten.Exceptions;
using Weasel.Storage;

namespace Marten.Engine.Sessions;

/// <summary>A unit of work.</summary>
internal sealed class DocumentSession(SessionCore core, string tenantId) : DocumentSessionBase(core, tenantId)
{
    private int _saves;

    internal override IDocumentSession Root => this;

    internal override async Task SaveAllAsync(CancellationToken token)
    {
        Core.Connection.AssertUsable();
        if (Interlocked.Exchange(ref _saves, 1) != 0)
        {
            throw new InvalidOperationException(
                "SaveChangesAsync of this session is running already. A listener of the session cannot save it, and two threads cannot save it at once; "
                + "what a listener adds before the save is saved with it, anything else needs a session of its own.");
        }

        try
        {
            await SaveAsync(token).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _saves, 0);
        }
    }

    private async Task SaveAsync(CancellationToken token)
    {
        foreach (var change in Core.DetectChanges().ToArray()) Core.Work.Add(change);
        if (Core.Work.IsEmpty && Core.Streams.IsEmpty) return;

        for (var attempt = 1; ; attempt++)
        {
            var before = EventSaving.MayBeginAgain(Core) ? new ProjectionUndo(Core) : null;
            try
            {
                await WriteAsync(token).ConfigureAwait(false);
                return;
            }
            catch (MartenCommandException e) when (before is not null && attempt <= Retries.MaxAttempts && EventSaving.HasLostPlaces(this, e))
            {
                // Projections and listeners have seen the places: all of it once more.
                await RevertAsync(Core.Undo ?? before).ConfigureAwait(false);
            }
            catch when (!Core.Streams.IsEmpty)
            {
                await RevertAsync(Core.Undo).ConfigureAwait(false);
                throw;
            }
            finally
            {
                Core.Undo = null;
            }
        }
    }

    private async Task RevertAsync(ProjectionUndo? undo)
    {
        try
        {
            await EventSaving.FailedAsync(this).ConfigureAwait(false);
        }
        finally
        {
            undo?.Run(Core);
        }
    }

    private async Task WriteAsync(CancellationToken token)
    {
        if (await PrepareAsync(token).ConfigureAwait(false) is not { } operations) return;
        await SaveRunner.RunAsync(this, operations, token).ConfigureAwait(false);
        foreach (var operation in operations)
        {
            if (operation is IDocumentWrite write) write.Committed(Core);
        }

        if (!Core.Streams.IsEmpty) Core.Store.Appends.Appended();
        foreach (var stream in Core.Streams.All) stream.IsSaved = true;
        var changes = new ChangeSet(operations);
        Core.Streams.Clear();
        Logger.RecordSavedChanges(this, changes);
        var messages = Core.TakeMessages();
        try
        {
            foreach (var listener in Core.CurrentListeners) await listener.AfterCommitAsync(this, changes, token).ConfigureAwait(false);
        }
        finally
        {
            await SendAsync(messages, changes, token).ConfigureAwait(false);
        }
    }

    // What is committed is sent, whatever a listener has to say about it.
    private async ValueTask SendAsync(IMessageBatch? messages, ChangeSet changes, CancellationToken token)
    {
        try
        {
            if (messages is not null) await messages.AfterCommitAsync(this, changes, token).ConfigureAwait(false);
        }
        finally
        {
            Core.Work.Clear();
        }
    }

    // A transaction that a listener has begun is the save's, which ends it. When there is to be no save, nothing else would.
    private async Task<IReadOnlyList<IStorageOperation>?> PrepareAsync(CancellationToken token)
    {
        var connection = Core.Connection;
        var before = connection.Transaction;
        try
        {
            foreach (var stream in Core.Streams.All) stream.IsKnown = false;
            var streams = await EventSaving.BeginAsync(this, token).ConfigureAwait(false);
            var events = Core.Streams.CountEvents();
            await InlineProjections.RunAsync(this, token).ConfigureAwait(false);
            foreach (var listener in Core.CurrentListeners) await listener.BeforeSaveChangesAsync(this, token).ConfigureAwait(false);

            // What projections and listeners have appended is saved with the rest.
            if (Core.Streams.CountEvents() != events) streams = await EventSaving.BeginAsync(this, token).ConfigureAwait(false);
            if (Core.Messages is { } messages) streams = await PrepareMessagesAsync(messages, streams, token).ConfigureAwait(false);
            if (Core.Work.IsEmpty && streams.Count == 0) return null;
            var operations = OperationOrder.Sort(Core.Work.Operations);
            await EnsureStorageAsync(operations, token).ConfigureAwait(false);
            return streams.Count == 0 ? operations : [.. streams, .. operations];
        }
        catch
        {
            if (before is null && connection.OwnsTransaction) await connection.RollbackAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Whoever sends them may want something saved along with them.
    private async ValueTask<IReadOnlyList<EngineOperation>> PrepareMessagesAsync(IMessageBatch messages, IReadOnlyList<EngineOperation> streams, CancellationToken token)
    {
        var events = Core.Streams.CountEvents();
        await messages.BeforeCommitAsync(this, new ChangeSet([.. streams, .. OperationOrder.Sort(Core.Work.Operations)]), token).ConfigureAwait(false);
        return Core.Streams.CountEvents() == events ? streams : await EventSaving.BeginAsync(this, token).ConfigureAwait(false);
    }

    private async ValueTask EnsureStorageAsync(IReadOnlyList<IStorageOperation> operations, CancellationToken token)
    {
        if (!Core.Store.MayCreate) return;
        foreach (var operation in operations)
        {
            if (operation is EngineOperation own) await own.EnsureAsync(Core.Database, token).ConfigureAwait(false);
        }
    }
}
