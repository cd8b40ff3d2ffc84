namespace Benchmarks.Events;

/// <summary>Event streams, kept by hand or by the store.</summary>
public interface ILedger : IAsyncDisposable
{
    /// <summary>Makes streams with as many movements each; what was there goes.</summary>
    Task<IReadOnlyList<Guid>> PrepareAsync(int streams, int movements);

    /// <summary>One event at the end of a stream.</summary>
    Task AppendAsync(Guid stream, MoneyMoved moved);

    /// <summary>A new stream with three events.</summary>
    Task StartAsync(Guid stream, AccountOpened opened, MoneyMoved first, MoneyMoved second);

    /// <summary>An account as of all its events.</summary>
    Task<Account> AggregateAsync(Guid stream);

    /// <summary>Makes the documents of all accounts from all events anew.</summary>
    Task RebuildAsync();
}
