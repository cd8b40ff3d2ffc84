using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Engine.Documents;
using Marten.Engine.Events.Aggregation;
using Npgsql;

namespace Marten.Engine.Events.Fetching;

/// <summary>Reads the version of a stream together with its state, so that one is that of the other.</summary>
internal sealed class StateReader<T>(EventQueries queries, QuerySession session, EventStorage events, Aggregator<T> aggregator) where T : class
{
    /// <param name="stream">The stream.</param>
    /// <param name="isTracked">Whether the session is to know the stored document as the one of its id.</param>
    /// <param name="token">Cancels the reading.</param>
    internal async ValueTask<FetchedState<T>> ReadAsync(object stream, bool isTracked, CancellationToken token)
    {
        await session.Core.Database.EnsureAsync(events, token).ConfigureAwait(false);
        return aggregator.Lifecycle switch
        {
            ProjectionLifecycle.Live => await ReadLiveAsync(stream, token).ConfigureAwait(false),
            ProjectionLifecycle.Inline => (await ReadStoredAsync(stream, isTracked, token).ConfigureAwait(false)).State,
            _ => await ReadCaughtUpAsync(stream, token).ConfigureAwait(false),
        };
    }

    private async ValueTask<FetchedState<T>> ReadLiveAsync(object stream, CancellationToken token)
    {
        var command = new NpgsqlCommand(events.Statements.VersionAndEvents);
        command.Parameters.AddStream(events, stream, session.TenantId);
        var (version, found) = await session.ReadAsync(null, command, events, static async (reader, events, token) =>
        {
            var version = 0L;
            var found = new List<IEvent>();
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                version = reader.GetInt64(reader.FieldCount - 1);
                if (!reader.IsDBNull(0)) found.Add(await EventReader.ReadAsync(events, reader, token).ConfigureAwait(false));
            }

            return (version, found);
        }, token).ConfigureAwait(false);
        return new FetchedState<T>(version, await aggregator.BuildAsync(session, null, stream, found, token).ConfigureAwait(false));
    }

    // Events never change: once it is known how far document and stream go, those between are the same whenever they are read.
    private async ValueTask<FetchedState<T>> ReadCaughtUpAsync(object stream, CancellationToken token)
    {
        var (state, revision) = await ReadStoredAsync(stream, isTracked: false, token).ConfigureAwait(false);
        if (state.Version <= revision) return state;
        var newer = await queries.FetchAsync(stream, state.Version, null, revision + 1, token).ConfigureAwait(false);
        return new FetchedState<T>(state.Version, await aggregator.BuildAsync(session, state.Aggregate, stream, newer, token).ConfigureAwait(false));
    }

    private Task<(FetchedState<T> State, long Revision)> ReadStoredAsync(object stream, bool isTracked, CancellationToken token)
    {
        var storage = session.Core.Store.Storages.For<T>();
        var selector = isTracked ? storage.SelectorFor(session) : storage.Untracked;
        var command = new NpgsqlCommand(Sql(storage, selector));
        command.Parameters.AddStream(events, stream, session.TenantId);
        if (storage.IsTenanted && !events.IsTenanted) command.Parameters.Add(StreamParameters.Text(session.TenantId));
        return session.ReadAsync(storage, command, (selector, session), static async (reader, state, token) =>
        {
            await reader.ReadAsync(token).ConfigureAwait(false);
            var version = reader.IsDBNull(0) ? 0 : reader.GetInt64(0);
            if (reader.IsDBNull(1)) return (new FetchedState<T>(version, null), 0L);
            return (new FetchedState<T>(version, state.selector.Read(reader, 2, state.session)), reader.GetInt64(1));
        }, token);
    }

    private string Sql(DocumentStorage<T> storage, DocumentSelector<T> selector)
    {
        var ofStream = events.IsTenanted ? "s.id = $1 and s.tenant_id = $2" : "s.id = $1";
        var ofDocument = (storage.IsTenanted ? "d.id = $1 and d.tenant_id = $2" : "d.id = $1")
            + (storage.IsSoftDeleted ? " and " + DocumentStorage.NotDeletedFilter : "")
            + (storage.TypeFilter is { } filter ? " and " + filter : "");
        var revision = storage.HasRevision ? "d.mt_version::bigint" : "0::bigint";
        return $"select s.version, case when d.id is not null then {revision} end, {selector.Fields} "
            + $"from (select) as one left join {events.Statements.Streams} as s on {ofStream} left join {storage.Table} as d on {ofDocument}";
    }
}
