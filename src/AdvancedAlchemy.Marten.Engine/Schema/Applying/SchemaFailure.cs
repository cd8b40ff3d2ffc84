using Marten.Exceptions;
using Npgsql;

namespace Marten.Engine.Schema;

/// <summary>What to make of a statement that PostgreSQL refused.</summary>
internal static class SchemaFailure
{
    /// <summary>
    /// Whether somebody without our lock (another lock id, a migration tool, the real package) was creating the same thing at the same time, so
    /// that looking again will find it.
    /// </summary>
    public static bool IsRace(Exception? failure) => failure is PostgresException e && e.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation => e.SchemaName == "pg_catalog" || (e.ConstraintName?.StartsWith("pg_", StringComparison.Ordinal) ?? false),
        PostgresErrorCodes.InternalError => e.MessageText.Contains("concurrently", StringComparison.Ordinal),
        PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.DuplicateFunction or PostgresErrorCodes.DuplicateTable => true,
        PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.DuplicateColumn or PostgresErrorCodes.DeadlockDetected => true,
        _ => false,
    };

    public static MartenSchemaException Describe(string subject, SchemaPlan plan, SchemaStatement? refused, PostgresException failure)
    {
        if (failure.SqlState == PostgresErrorCodes.SyntaxError && refused is not null && refused.Sql.Contains(Ddl.NullsNotDistinct, StringComparison.Ordinal))
        {
            return new(subject, $"An index with NullsNotDistinct needs PostgreSQL 15, and the server is older ({failure.MessageText}).", plan.ToSql(), failure);
        }

        if (failure.SqlState != PostgresErrorCodes.InsufficientPrivilege) return new(subject, plan.ToSql(), failure);
        var missing = refused?.Requires ?? "the right to change the schema";
        return new(subject, $"The database user lacks {missing} ({failure.MessageText}).", plan.ToSql(), failure);
    }
}
