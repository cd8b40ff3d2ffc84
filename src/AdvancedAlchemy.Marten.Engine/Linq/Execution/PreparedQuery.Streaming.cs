namespace Marten.Engine.Linq.Execution;

internal sealed partial class PreparedQuery<TRow>
{
    /// <summary>The rows one by one, while the connection is held.</summary>
    internal IAsyncEnumerable<TRow> StreamAsync(CancellationToken token) =>
        session.StreamAsync(storage, plan.Touches, CreateCommand(), NextAsync, Read, token);
}
