namespace JasperFx.Events;

/// <summary>A session that projections write through.</summary>
public interface IStorageOperations : IAsyncDisposable
{
    /// <summary>Whether projections that run inline may raise events and messages.</summary>
    bool EnableSideEffectsOnInlineProjections { get; }

    /// <summary>The container of the host that has built the store; null where there is none.</summary>
    IServiceProvider? Services => null;

    /// <summary>Takes messages that are to be sent when the session has saved.</summary>
    ValueTask<IMessageSink> GetOrStartMessageSink();
}
