namespace JasperFx.Events;

/// <summary>Takes messages.</summary>
public interface IMessageSink
{
    ValueTask PublishAsync<T>(T message, string tenantId);

    ValueTask PublishAsync<T>(T message, MessageMetadata metadata) => PublishAsync(message, metadata.TenantId);
}
