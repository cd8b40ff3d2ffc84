using JasperFx.Events.Daemon;
using Npgsql;

namespace Marten.Engine.Events.Daemon;

/// <summary>Tells events that no attempt will ever get past from failures that have nothing to do with the event.</summary>
internal static class Poison
{
    // Classes of errors that say that the server is not there, not well, or at odds with another transaction.
    private static readonly string[] Passing = ["08", "40", "53", "55", "57", "58"];

    /// <summary>Whether it is the event: a handler may also have lost its connection while it read something.</summary>
    internal static bool IsIn(ApplyEventException failure)
    {
        for (var inner = failure.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is PostgresException postgres) return !Array.Exists(Passing, c => postgres.SqlState.StartsWith(c, StringComparison.Ordinal));
            if (inner is NpgsqlException) return false;
        }

        return true;
    }
}
