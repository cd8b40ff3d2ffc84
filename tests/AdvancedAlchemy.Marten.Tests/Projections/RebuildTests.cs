using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx.Events.Projections;
using JasperFx.MultiTenancy;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten.Tests.Projections;

/// <summary>What a rebuild leaves as it was: the rows, to the byte.</summary>
public class RebuildTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private static async Task<List<string>> RowsAsync(IDocumentStore store)
    {
        await using var session = store.QuerySession();
        await using var command = new NpgsqlCommand($"select id, data::text, mt_version{(store.Options.Events.TenancyStyle == TenancyStyle.Conjoined ? ", tenant_id" : "")} from {store.Options.DatabaseSchemaName}.mt_doc_parcel order by id, 4");
        if (store.Options.Events.TenancyStyle != TenancyStyle.Conjoined) command.CommandText = command.CommandText.Replace(", 4", "", StringComparison.Ordinal);
        await using var reader = await session.ExecuteReaderAsync(command);
        List<string> rows = [];
        while (await reader.ReadAsync()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))));
        return rows;
    }

    [Theory, InlineData(ProjectionLifecycle.Inline), InlineData(ProjectionLifecycle.Async)]
    public async Task A_stream_that_begins_anew_is_the_same_again_where_the_beginning_stamps_too(ProjectionLifecycle lifecycle)
    {
        var store = Store(o =>
        {
            o.Projections.Add<ReturningParcelProjection>(lifecycle);
            o.Events.MetadataConfig.UserNameEnabled = true;
        }, name: $"anew {lifecycle}");
        var daemon = await store.BuildProjectionDaemonAsync();
        await SendAsync(store, "Charles", null, [new ParcelMoved("Rome"), new ParcelLost()]);
        if (lifecycle == ProjectionLifecycle.Async) await daemon.CatchUpAsync(CancellationToken.None);
        await SendAsync(store, "Ada", null, [new ParcelLost()], [new ParcelSent("Ada", "ada-again")], [new ParcelMoved("Rome"), new ParcelMoved("Oslo")]);
        if (lifecycle == ProjectionLifecycle.Async) await daemon.CatchUpAsync(CancellationToken.None);
        var rows = await RowsAsync(store);
        rows.ShouldHaveSingleItem().ShouldContain("\"CreatedBy\": \"eve\"");
        await daemon.RebuildProjectionAsync<ReturningParcelProjection>(CancellationToken.None);
        (await RowsAsync(store)).ShouldBe(rows);
    }

    // As an application would: what is decided follows on what was read.
    private async Task<Guid> SendAsync(IDocumentStore store, string to, string? tenant, params object[][] later)
    {
        await using var session = tenant is null ? store.LightweightSession() : store.LightweightSession(tenant);
        session.LastModifiedBy = "ada";
        var slug = await session.GetAvailableSlugAsync<Parcel>(to);
        session.Store(new Post { Title = to });
        var id = session.Events.StartStream<Parcel>(new ParcelSent(to, slug)).Id;
        await session.SaveChangesAsync();
        foreach (var events in later)
        {
            Clock.Advance(TimeSpan.FromTicks(12_345_678));
            session.LastModifiedBy = events.Length % 2 == 0 ? "bob" : "eve";
            (await session.Events.FetchForWriting<Parcel>(id)).AppendMany(events);
            await session.SaveChangesAsync();
        }

        return id;
    }

    [Theory, InlineData(ProjectionLifecycle.Inline, false), InlineData(ProjectionLifecycle.Inline, true), InlineData(ProjectionLifecycle.Async, false), InlineData(ProjectionLifecycle.Async, true)]
    public async Task The_rows_of_a_rebuild_are_those_that_were_there(ProjectionLifecycle lifecycle, bool tenants)
    {
        var store = Store(o =>
        {
            o.Projections.Add<ParcelProjection>(lifecycle);
            o.Events.MetadataConfig.UserNameEnabled = true;
            if (!tenants) return;
            o.Events.TenancyStyle = TenancyStyle.Conjoined;
            o.Policies.AllDocumentsAreMultiTenanted();
        }, name: $"rows {lifecycle} {tenants}");
        var daemon = await store.BuildProjectionDaemonAsync();
        foreach (var tenant in tenants ? (string?[])["a", "b"] : [null])
        {
            await SendAsync(store, "Ada Lovelace", tenant, [new ParcelMoved("Berlin"), new ParcelTagged(3)], [new ParcelTagged(4)]);
            if (lifecycle == ProjectionLifecycle.Async) await daemon.CatchUpAsync(CancellationToken.None);
            await SendAsync(store, "Ada Lovelace", tenant, [new ParcelMoved("Paris")]);
            if (lifecycle == ProjectionLifecycle.Async) await daemon.CatchUpAsync(CancellationToken.None);
            await SendAsync(store, "Charles", tenant, [new ParcelMoved("Rome"), new ParcelMoved("Oslo")]);
            await SendAsync(store, "Lost", tenant, [new ParcelLost()]);
        }

        if (lifecycle == ProjectionLifecycle.Async) await daemon.CatchUpAsync(CancellationToken.None);
        var rows = await RowsAsync(store);
        rows.Count.ShouldBe(tenants ? 6 : 3);
        rows.ShouldContain(r => r.Contains("\"ada-lovelace-2\"", StringComparison.Ordinal));
        await using var session = store.QuerySession(tenants ? "a" : "*DEFAULT*");
        var posts = await session.Query<Post>().OrderBy(p => p.Id).Select(p => p.UpdatedAt).ToListAsync();
        Clock.Advance(TimeSpan.FromDays(1));

        await daemon.RebuildProjectionAsync<ParcelProjection>(CancellationToken.None);

        (await RowsAsync(store)).ShouldBe(rows);
        (await session.Query<Post>().OrderBy(p => p.Id).Select(p => p.UpdatedAt).ToListAsync()).ShouldBe(posts);
    }
}
