using JasperFx.Events.Projections;
using Marten.Engine.Documents;

namespace JasperFx.Events.Daemon;

/// <summary>An event that a shard has left out, and why.</summary>
public class DeadLetterEvent
{
    public DeadLetterEvent()
    {
    }

    public DeadLetterEvent(IEvent e, ShardName shardName, ApplyEventException ex) : this(shardName, e.Sequence, e.TenantId, ex.InnerException ?? ex)
    {
    }

    internal DeadLetterEvent(ShardName shardName, long sequence, string? tenantId, Exception failure)
    {
        Id = CombGuid.NewVersion();
        ProjectionName = shardName.Name;
        ShardName = shardName.ShardKey;
        Timestamp = TimeProvider.System.GetUtcNow();
        EventSequence = sequence;
        TenantId = tenantId;
        ExceptionType = failure.GetType().FullName!;
        ExceptionMessage = failure.Message;
    }

    public Guid Id { get; set; }

    public string ProjectionName { get; set; } = "";

    public string ShardName { get; set; } = "";

    /// <summary>When it was left out.</summary>
    public DateTimeOffset Timestamp { get; set; }

    public string ExceptionMessage { get; set; } = "";

    public string ExceptionType { get; set; } = "";

    public long EventSequence { get; set; }

    public string? TenantId { get; set; }

    public override string ToString() => $"{ProjectionName}:{ShardName} #{EventSequence}: {ExceptionType}: {ExceptionMessage}";
}
