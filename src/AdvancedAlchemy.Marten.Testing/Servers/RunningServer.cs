using AdvancedAlchemy.Marten.Testing.Processes;

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>A server that answers, and our hold on it (none when it is not ours to stop).</summary>
internal sealed record RunningServer(string ConnectionString, Version Version, PostgresSource Source, IServerLease? Lease);
