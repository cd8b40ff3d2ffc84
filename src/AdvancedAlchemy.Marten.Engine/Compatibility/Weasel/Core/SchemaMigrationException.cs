using JasperFx;

namespace Weasel.Core;

/// <summary>The database differs from the configuration in a way that the engine may not or cannot change.</summary>
public class SchemaMigrationException : Exception
{
    public SchemaMigrationException(AutoCreate autoCreate, IEnumerable<object> invalids)
        : base($"Cannot derive schema migrations for {string.Join(", ", invalids)} AutoCreate.{autoCreate}")
    {
    }

    public SchemaMigrationException(string? message)
        : base(message)
    {
    }

    public SchemaMigrationException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
