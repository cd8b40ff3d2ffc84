using System.Collections.Concurrent;
using Npgsql;

namespace AdvancedAlchemy.Marten.Testing;

/// <summary>
/// One pool for the stores of all tests. Its connections are not reset, as those of a store's own pool are not: what one test leaves in the state
/// of a connection the next one meets.
/// </summary>
internal static class SharedPool
{
    private static readonly ConcurrentDictionary<string, NpgsqlDataSource> Sources = new();

    /// <param name="connectionString">Of the server.</param>
    public static NpgsqlDataSource Of(string connectionString) => Sources.GetOrAdd(
        connectionString, static text => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(text) { NoResetOnClose = true, MaxPoolSize = 150 }));
}
