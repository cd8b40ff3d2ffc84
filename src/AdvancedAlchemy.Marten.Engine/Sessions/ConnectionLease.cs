using Npgsql;

namespace Marten.Engine.Sessions;

/// <summary>A connection for the time of one command or save.</summary>
internal readonly struct ConnectionLease(NpgsqlConnection connection, SessionConnection owner, bool isKept) : IAsyncDisposable
{
    internal NpgsqlConnection Connection { get; } = connection;

    /// <summary>Whether the session keeps it afterwards.</summary>
    internal bool IsKept { get; } = isKept;

    public ValueTask DisposeAsync() => owner.ReturnAsync(this);
}
