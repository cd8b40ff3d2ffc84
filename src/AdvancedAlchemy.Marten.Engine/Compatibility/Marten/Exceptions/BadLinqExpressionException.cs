using System.Linq.Expressions;

namespace Marten.Exceptions;

/// <summary>A LINQ expression has a part that cannot be translated to SQL.</summary>
public class BadLinqExpressionException : MartenException
{
    public BadLinqExpressionException(string message) : base(message)
    {
    }

    public BadLinqExpressionException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public BadLinqExpressionException(Expression expression)
        : base($"Marten could not translate the expression '{expression}' to SQL")
    {
    }
}
