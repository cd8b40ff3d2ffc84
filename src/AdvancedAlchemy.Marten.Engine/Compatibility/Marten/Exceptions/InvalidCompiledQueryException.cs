namespace Marten.Exceptions;

/// <summary>A compiled query that cannot be compiled.</summary>
public class InvalidCompiledQueryException : MartenException
{
    public static readonly string CompiledQueryTypeCannotBeAsyncMessage =
        "Compiled queries cannot use asynchronous query selectors like 'CountAsync()'. Use the synchronous one, such as 'Count()': the query runs asynchronously all the same.";

    public InvalidCompiledQueryException(string message) : base(message)
    {
    }

    public InvalidCompiledQueryException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public static InvalidCompiledQueryException ForCannotBeAsync(Type compiledQueryType)
    {
        ArgumentNullException.ThrowIfNull(compiledQueryType);
        return new InvalidCompiledQueryException($"Invalid compiled query type `{compiledQueryType.Name}`. {CompiledQueryTypeCannotBeAsyncMessage}");
    }
}
