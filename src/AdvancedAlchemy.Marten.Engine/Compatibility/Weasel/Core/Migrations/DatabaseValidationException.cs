namespace Weasel.Core.Migrations;

/// <summary>The database is not as configured; the message holds the statements that would make it so.</summary>
public class DatabaseValidationException : Exception
{
    public DatabaseValidationException(string ddl)
        : base($"Configuration to Schema Validation Failed! These changes detected:{Environment.NewLine}{Environment.NewLine}{ddl}")
    {
    }

    public DatabaseValidationException(string databaseName, string ddl)
        : base($"Configuration to Schema Validation for Database '{databaseName}' Failed! These changes detected:"
            + $"{Environment.NewLine}{Environment.NewLine}{ddl}")
    {
    }

    public DatabaseValidationException(string databaseName, Exception inner)
        : base($"Configuration to Schema Validation for Database '{databaseName}' Failed!", inner)
    {
    }
}
