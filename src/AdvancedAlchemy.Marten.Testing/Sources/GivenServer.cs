using AdvancedAlchemy.Marten.Testing.Servers;
using Npgsql;

namespace AdvancedAlchemy.Marten.Testing.Sources;

/// <summary>The way by the connection string in <c>AA_POSTGRES</c>. Whoever sets it means it: its failure is final.</summary>
internal static class GivenServer
{
    public const string Variable = "AA_POSTGRES";

    public static async Task<RunningServer> ConnectAsync(PostgresServerOptions options, CancellationToken token)
    {
        if (options.GetEnvironmentVariable(Variable) is not { } given || string.IsNullOrWhiteSpace(given))
            throw new WayClosedException($"{Variable} is not set");

        NpgsqlConnectionStringBuilder target;
        try
        {
            target = new NpgsqlConnectionStringBuilder(given);
        }
        catch (ArgumentException e)
        {
            throw new PostgresUnavailableException(
                $"{Variable} is set, but it is no Npgsql connection string: {e.Message} Correct it or unset it.", e);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(options.StartupTimeout);
        try
        {
            await using NpgsqlConnection connection = await Readiness.OpenAsync(given, limit.Token).ConfigureAwait(false);
            return new RunningServer(given, connection.PostgreSqlVersion, PostgresSource.ConnectionString, Lease: null);
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException or OperationCanceledException && !token.IsCancellationRequested)
        {
            throw new PostgresUnavailableException(
                $"{Variable} is set, but no connection could be opened to host {target.Host}, port {target.Port}, database "
                + $"{target.Database ?? target.Username}, user {target.Username}: {Innermost(e)} Correct it, start that server, or unset it "
                + "to have a server started here.", e);
        }
    }

    private static string Innermost(Exception e) => (e.InnerException?.Message is { } inner ? $"{e.Message}: {inner}" : e.Message).TrimEnd('.') + ".";
}
