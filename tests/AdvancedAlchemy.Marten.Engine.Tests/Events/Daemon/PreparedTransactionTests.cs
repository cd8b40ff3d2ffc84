using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Engine.Events.Daemon;
using Marten.Services;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

public class PreparedTransactionTests
{
    [Fact]
    public async Task Events_of_a_transaction_that_is_prepared_and_not_ended_are_waited_for()
    {
        await using var server = await ServerAsync();
        await using var store = DocumentStore.For(server.ConnectionString);
        var clock = new TestClock();
        var detector = new HighWaterDetector(store, NullLogger.Instance, clock);
        await AppendAsync(store);
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(connection, "begin");
        await using (var session = store.LightweightSession(SessionOptions.ForConnection(connection)))
        {
            session.Events.StartStream(new Counted("a", 1));
            await session.SaveChangesAsync();
        }

        await AppendAsync(store);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(1);
        await ExecuteAsync(connection, "prepare transaction 'between'");
        clock.Advance(TimeSpan.FromHours(1));
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(1);
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(1);
        await ExecuteAsync(connection, "commit prepared 'between'");
        (await detector.DetectAsync(CancellationToken.None)).ShouldBe(3);
    }

    // No server has them unless it is told to.
    private static async Task<PostgresServer> ServerAsync()
    {
        try
        {
            return await PostgresServer.StartAsync(new PostgresServerOptions
            {
                Sources = [PostgresSource.LocalBinaries, PostgresSource.Docker, PostgresSource.Npm],
                Settings = new Dictionary<string, string> { ["max_prepared_transactions"] = "2" },
            });
        }
        catch (PostgresUnavailableException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    private static async Task AppendAsync(DocumentStore store)
    {
        await using var session = store.LightweightSession();
        session.Events.StartStream(new Counted("a", 1));
        await session.SaveChangesAsync();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
