namespace Marten.Exceptions;

/// <summary>A stream begins without the type that the store's settings ask for.</summary>
public class StreamTypeMissingException() : MartenException(
    "UseMandatoryStreamTypeDeclaration is on, so a stream has to be started with the type of its aggregate: StartStream<T>(...) or StartStream(type, ...)");
