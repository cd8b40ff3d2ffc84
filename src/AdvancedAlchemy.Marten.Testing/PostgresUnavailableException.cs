namespace AdvancedAlchemy.Marten.Testing;

/// <summary>No PostgreSQL server could be started or reached. The message names what was tried, why it failed and what to do.</summary>
public sealed class PostgresUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was tried, why it failed and what to do.</param>
    /// <param name="innerException">The failure behind it, when there is one.</param>
    public PostgresUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
