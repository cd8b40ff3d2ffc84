using System.Data.Common;
using Npgsql;

namespace Marten.Engine.Configuration;

/// <summary>Where a store gets its connections, and whether it may dispose of the source and leave connections as they are.</summary>
internal sealed class StoreConnection
{
    private readonly Lazy<NpgsqlDataSource> _source;

    private StoreConnection(Func<NpgsqlDataSource> build, bool owned, bool resetsItself)
    {
        _source = new Lazy<NpgsqlDataSource>(build);
        IsOwned = owned;
        LeavesResetToSession = resetsItself;
    }

    internal NpgsqlDataSource Source => _source.Value;

    /// <summary>Whether disposing the store disposes the source.</summary>
    internal bool IsOwned { get; }

    /// <summary>
    /// Whether pooled connections come back without a reset, so that a session which let its user touch the connection has to clean up.
    /// </summary>
    internal bool LeavesResetToSession { get; }

    internal static StoreConnection Owned(string connectionString, StoreOptions options)
    {
        // Parsing at once makes a malformed string fail where it was written, with Npgsql's own message.
        var settings = new NpgsqlConnectionStringBuilder(connectionString);

        // Npgsql's own builder says yes to every keyword that it knows.
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var asked = given.ContainsKey("No Reset On Close") || given.ContainsKey("NoResetOnClose");
        if (!asked) settings.NoResetOnClose = true;
        settings.IncludeFailedBatchedCommand = true;
        return new StoreConnection(() =>
        {
            var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
            foreach (var configure in options.DataSourceConfigurations) configure(builder);
            return builder.Build();
        }, owned: true, resetsItself: !asked);
    }

    internal static StoreConnection Foreign(NpgsqlDataSource source) => new(() => source, owned: false, resetsItself: false);

    internal ValueTask DisposeAsync() => IsOwned && _source.IsValueCreated ? _source.Value.DisposeAsync() : default;

    internal void Dispose()
    {
        if (IsOwned && _source.IsValueCreated) _source.Value.Dispose();
    }
}
