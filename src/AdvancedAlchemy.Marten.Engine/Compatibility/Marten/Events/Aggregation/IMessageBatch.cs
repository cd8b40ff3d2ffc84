using JasperFx.Events;

namespace Marten.Events.Aggregation;

/// <summary>The messages of one save.</summary>
public interface IMessageBatch : IMessageSink, IChangeListener;
