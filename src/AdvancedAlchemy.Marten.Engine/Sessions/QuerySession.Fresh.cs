using Marten.Linq;

namespace Marten.Internal.Sessions;

public partial class QuerySession
{
    public IMartenQueryable<T> QueryForNonStaleData<T>(TimeSpan timeout) where T : notnull => QueryForNonStaleData<T>(timeout, NonStaleDataTimeoutMode.ThrowException);

    public IMartenQueryable<T> QueryForNonStaleData<T>(TimeSpan timeout, NonStaleDataTimeoutMode timeoutMode) where T : notnull =>
        Core.Store.Queries.StartAfter<T>(this, token => WaitAsync(typeof(T), timeout, timeoutMode, token));

    private async Task WaitAsync(Type documentType, TimeSpan timeout, NonStaleDataTimeoutMode timeoutMode, CancellationToken token)
    {
        try
        {
            await Core.Database.WaitForShardsAsync(documentType, timeout, token).ConfigureAwait(false);
        }
        catch (TimeoutException) when (timeoutMode == NonStaleDataTimeoutMode.ReturnStaleData)
        {
            // What there is by now is what the caller wants then.
        }
    }
}
