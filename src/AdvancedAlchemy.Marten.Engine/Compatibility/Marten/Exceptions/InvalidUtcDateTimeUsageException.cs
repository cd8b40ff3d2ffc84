namespace Marten.Exceptions;

/// <summary>A DateTime of kind UTC was compared with a timestamp without time zone.</summary>
public class InvalidUtcDateTimeUsageException(Exception inner) : MartenException(
    "DateTime with Kind=UTC is no longer supported by Npgsql. Consider switching to DateTimeOffset or NodaTime time types, or give the DateTime another kind.",
    inner);
