using System.Diagnostics;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Exceptions;
using Marten.Services;
using Npgsql;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

public class FaultTests(PostgresFixture postgres) : DaemonHostTest(postgres)
{
    private const int PageLock = 71801;

    private sealed class Deaf : IChangeListener
    {
        public int FailuresLeft { get; set; }

        public Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) =>
            FailuresLeft-- > 0 ? throw new IOException("the answer was lost") : Task.CompletedTask;

        public Task BeforeCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token) => Task.CompletedTask;
    }

    private async Task SumsUpAsync(IDocumentStore store, int count)
    {
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        var tally = (await TallyAsync(store, "a"))!;
        (tally.Events, tally.Sum).ShouldBe((count, count * (count + 1) / 2));
    }

    [Fact]
    public async Task PostgreSQL_may_crash_and_come_back_while_it_runs()
    {
        await using var server = await LocalServerAsync();
        await using var store = DocumentStore.For(o =>
        {
            Basics(o);
            o.Connection(server.ConnectionString);
        });
        var log = new LogLines();
        using var daemon = await store.BuildProjectionDaemonAsync(logger: log);
        await daemon.StartAllAsync();
        for (var i = 1; i <= 10; i++) await AppendAsync(store, new Counted("a", i));
        await SumsUpAsync(store, 10);

        // The server takes the death of one of its processes for a crash: it ends all others and recovers.
        await using (var connection = new NpgsqlConnection(server.ConnectionString))
        await using (var witness = new NpgsqlConnection(server.ConnectionString))
        {
            await connection.OpenAsync();
            await witness.OpenAsync();
            using var backend = Process.GetProcessById(connection.ProcessID);
            backend.Kill();
            await UntilAsync(async () => await HasEndedAsync(witness), "the server has noticed");
        }

        for (var i = 11; i <= 20; i++) await AppendSurelyAsync(store, i);
        await SumsUpAsync(store, 20);
        log.Lines.ShouldContain(l => l.StartsWith("Error:", StringComparison.Ordinal));
        await daemon.StopAllAsync();
    }

    private static async Task<bool> HasEndedAsync(NpgsqlConnection connection)
    {
        try
        {
            await new NpgsqlCommand("select 1", connection).ExecuteScalarAsync();
            return false;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            return true;
        }
    }

    // Its processes have to be of this machine, and what it has committed has to be there after a crash.
    private static async Task<PostgresServer> LocalServerAsync()
    {
        try
        {
            return await PostgresServer.StartAsync(new PostgresServerOptions
            {
                Sources = [PostgresSource.LocalBinaries],
                Durable = true,
                Settings = new Dictionary<string, string> { ["synchronous_commit"] = "on" },
            });
        }
        catch (PostgresUnavailableException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    // The outcome of a save during the crash may be unknown: its stream tells.
    private static async Task AppendSurelyAsync(IDocumentStore store, int number)
    {
        var stream = Guid.NewGuid();
        await UntilAsync(async () =>
        {
            try
            {
                await using var session = store.LightweightSession();
                session.Events.StartStream(stream, new Counted("a", number));
                await session.SaveChangesAsync();
                return true;
            }
            catch (ExistingStreamIdCollisionException)
            {
                return true;
            }
            catch (Exception e) when (e is NpgsqlException or MartenCommandException)
            {
                return false;
            }
        }, "the server is back");
    }

    [Fact]
    public async Task A_page_whose_connection_is_killed_in_the_middle_of_its_save_is_applied_once()
    {
        await using var store = Store(Basics);
        await AppendAsync(store, new Counted("a", 1), new Counted("a", 2), new Counted("a", 3));
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await WaitAtPagesAsync(PageLock);

        using var daemon = await store.BuildProjectionDaemonAsync();
        await using (var holder = new NpgsqlConnection(ConnectionString))
        {
            await holder.OpenAsync();
            await new NpgsqlCommand($"select pg_advisory_lock({PageLock})", holder).ExecuteNonQueryAsync();
            await daemon.StartAllAsync();

            // Its progress is written by now and its document is being, but nothing is committed.
            await UntilAsync(async () => await ScalarAsync<long>(
                $"select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and objid = {PageLock} and not granted") > 0, "the page is at the trigger");
            await new NpgsqlCommand($"select pg_advisory_unlock({PageLock})", holder).ExecuteNonQueryAsync();
        }

        await SumsUpAsync(store, 3);
        await daemon.StopAllAsync();
    }

    [Fact]
    public async Task A_page_that_was_committed_without_the_daemon_hearing_of_it_is_applied_once()
    {
        var deaf = new Deaf { FailuresLeft = 2 };
        await using var store = Store(o =>
        {
            Basics(o);
            o.Projections.AsyncListeners.Add(deaf);
        });
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        await AppendAsync(store, new Counted("a", 1), new Counted("a", 2));
        await UntilAsync(() => deaf.FailuresLeft < 2, "the first answer is lost");
        await AppendAsync(store, new Counted("a", 3), new Counted("a", 4));
        await SumsUpAsync(store, 4);
        await daemon.StopAllAsync();
    }

    [Fact]
    public async Task Two_daemons_that_run_the_same_shard_apply_every_event_once()
    {
        await using var store = Store(o =>
        {
            Basics(o);
            o.Projections.AgentPauseTime = TimeSpan.FromMilliseconds(1);
        });
        await using var other = Store(o =>
        {
            Basics(o);
            o.Projections.AgentPauseTime = TimeSpan.FromMilliseconds(1);
        });
        using var first = await store.BuildProjectionDaemonAsync();
        using var second = await other.BuildProjectionDaemonAsync();
        await first.StartAllAsync();
        await second.StartAllAsync();
        for (var i = 1; i <= 40; i++) await AppendAsync(store, new Counted("a", i));
        await SumsUpAsync(store, 40);
        await first.StopAllAsync();
        await second.StopAllAsync();
    }

    [Fact]
    public async Task A_stop_ends_in_time_even_if_a_projection_does_not()
    {
        var stubborn = new StubbornProjection();
        await using var store = Store(o =>
        {
            Basics(o);
            o.Projections.Add(stubborn, ProjectionLifecycle.Async, "stubborn");
            o.Projections.StopAndDrainTimeout = TimeSpan.FromMilliseconds(50);
        });
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        await AppendAsync(store, new Counted("a", 1));
        await stubborn.Entered.WaitAsync(Patience);
        await daemon.StopAllAsync().WaitAsync(Patience);
        daemon.IsRunning.ShouldBeFalse();
        stubborn.Release();
    }

    [Fact]
    public async Task The_daemon_begins_again_when_all_events_were_deleted()
    {
        await using var store = Store(Basics);
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        await AppendAsync(store, new Counted("a", 1), new Counted("a", 2), new Counted("a", 3));
        await SumsUpAsync(store, 3);
        await store.Advanced.Clean.DeleteAllEventDataAsync();
        await store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(Tally));
        await AppendAsync(store, new Counted("a", 1));
        await SumsUpAsync(store, 1);
        await daemon.StopAllAsync();
    }
}
