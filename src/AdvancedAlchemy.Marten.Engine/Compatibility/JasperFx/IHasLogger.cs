using Microsoft.Extensions.Logging;

namespace JasperFx;

/// <summary>Is given a logger by the host it runs in.</summary>
public interface IHasLogger
{
    ILogger? Logger { get; }

    void AttachLogger(ILoggerFactory loggerFactory);
}
