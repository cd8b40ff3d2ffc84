namespace Marten.Exceptions;

/// <summary>Somebody else is writing to a stream exclusively.</summary>
public class StreamLockedException(object streamId, Exception innerException) : MartenException($"Stream '{streamId}' may be locked for updates", innerException);
