using System.Globalization;
using JasperFx.Events.Projections;

namespace JasperFx.Events.Daemon;

/// <summary>Somebody else has moved the progress of a shard: the page that was to be saved is not.</summary>
public class ProgressionProgressOutOfOrderException : Exception
{
    public ProgressionProgressOutOfOrderException(ShardName progressionOrShardName) : base($"Progression '{progressionOrShardName.Identity}' is out of order") =>
        ProjectionName = progressionOrShardName.Identity;

    public ProgressionProgressOutOfOrderException(string projectionName, long expectedFloor, long ceiling) : base(string.Create(
        CultureInfo.InvariantCulture,
        $"Progression '{projectionName}' is out of order: it is not at {expectedFloor} any more, so it cannot go on to {ceiling}. Does another process run this shard?"))
    {
        ProjectionName = projectionName;
        ExpectedFloor = expectedFloor;
        AttemptedCeiling = ceiling;
    }

    public string? ProjectionName { get; }

    public long ExpectedFloor { get; }

    public long AttemptedCeiling { get; }
}
