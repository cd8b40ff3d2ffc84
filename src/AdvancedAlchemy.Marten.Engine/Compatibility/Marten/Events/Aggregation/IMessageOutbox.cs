namespace Marten.Events.Aggregation;

/// <summary>Sends the messages that projections publish.</summary>
public interface IMessageOutbox
{
    /// <summary>Called when a save has its first message.</summary>
    ValueTask<IMessageBatch> CreateBatch(DocumentSessionBase session);
}
