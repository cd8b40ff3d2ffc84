using JasperFx.Events.Projections;
using Marten.Exceptions;
using Npgsql;

namespace Marten.Engine.Events;

internal sealed partial class EventOperations
{
    public Task AppendOptimistic(Guid streamId, params object[] events) => AppendOptimistic(Named(streamId), events, default);

    public Task AppendOptimistic(Guid streamId, CancellationToken token, params object[] events) => AppendOptimistic(Named(streamId), events, token);

    public Task AppendOptimistic(string streamKey, params object[] events) => AppendOptimistic(Named(streamKey), events, default);

    public Task AppendOptimistic(string streamKey, CancellationToken token, params object[] events) => AppendOptimistic(Named(streamKey), events, token);

    public Task AppendExclusive(Guid streamId, params object[] events) => AppendExclusive(Named(streamId), events, default);

    public Task AppendExclusive(Guid streamId, CancellationToken token, params object[] events) => AppendExclusive(Named(streamId), events, token);

    public Task AppendExclusive(string streamKey, params object[] events) => AppendExclusive(Named(streamKey), events, default);

    public Task AppendExclusive(string streamKey, CancellationToken token, params object[] events) => AppendExclusive(Named(streamKey), events, token);

    private async Task AppendOptimistic(object stream, object[] events, CancellationToken token)
    {
        var version = await VersionAsync(stream, locked: false, token).ConfigureAwait(false) ?? throw new NonExistentStreamException(stream);
        AppendAt(stream, events, version);
    }

    private async Task AppendExclusive(object stream, object[] events, CancellationToken token)
    {
        var version = await LockAsync(stream, token).ConfigureAwait(false) ?? throw new NonExistentStreamException(stream);
        AppendAt(stream, events, version);
    }

    private void AppendAt(object stream, object[] events, long version) => Expect(AppendTo(stream, events, null), version);

    /// <summary>The version of a stream that nobody else can append to until the session's transaction ends; null if there is no such stream.</summary>
    /// <exception cref="StreamLockedException">Somebody else holds it for longer than a command may take.</exception>
    internal async Task<long?> LockAsync(object stream, CancellationToken token)
    {
        await EventSaving.EnsureTablesAsync(Session, token).ConfigureAwait(false);
        return await StreamLock.HoldAsync(Session, stream, () => VersionAsync(stream, locked: true, token), token).ConfigureAwait(false);
    }

    private async ValueTask EnsureStateAsync<T>(CancellationToken token) where T : class
    {
        if (AggregatorOf<T>().Lifecycle == ProjectionLifecycle.Live) return;
        await Session.Core.Database.EnsureAsync(Session.Core.Store.Storages.For<T>(), token).ConfigureAwait(false);
    }

    internal async Task<long?> VersionAsync(object stream, bool locked, CancellationToken token)
    {
        await Session.Core.Database.EnsureAsync(Storage, token).ConfigureAwait(false);
        var command = new NpgsqlCommand(locked ? Storage.Statements.AssertVersion + " for update" : Storage.Statements.AssertVersion);
        command.Parameters.AddStream(Storage, stream, Session.TenantId);
        return await Session.ReadAsync(null, command, 0, static async (reader, _, token) =>
            await reader.ReadAsync(token).ConfigureAwait(false) ? reader.GetInt64(0) : (long?)null, token).ConfigureAwait(false);
    }
}
