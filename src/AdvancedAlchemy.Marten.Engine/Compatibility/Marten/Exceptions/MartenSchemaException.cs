namespace Marten.Exceptions;

/// <summary>PostgreSQL refused a statement that changes the schema; the message holds the statements, the inner exception the reason.</summary>
public class MartenSchemaException : MartenException
{
    public MartenSchemaException(object subject, string ddl, Exception inner)
        : base($"DDL Execution for '{subject}' Failed!{Environment.NewLine}{Environment.NewLine}{ddl}", inner)
    {
    }

    internal MartenSchemaException(object subject, string advice, string ddl, Exception inner)
        : this(subject, $"{advice}{Environment.NewLine}{Environment.NewLine}{ddl}", inner)
    {
    }
}
