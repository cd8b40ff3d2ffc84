namespace AdvancedAlchemy.Marten.Tests.Identity;

/// <summary>A clock that shows what the test says.</summary>
internal sealed class StepClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
