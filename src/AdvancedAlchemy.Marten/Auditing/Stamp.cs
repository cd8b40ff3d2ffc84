namespace AdvancedAlchemy.Marten;

/// <summary>What every stamp is: UTC, and no finer than PostgreSQL's <c>timestamptz</c>, so that body and columns agree.</summary>
internal static class Stamp
{
    public static DateTimeOffset Now(TimeProvider clock) => Normalize(clock.GetUtcNow());

    public static DateTimeOffset Normalize(DateTimeOffset value)
    {
        var ticks = value.UtcTicks;
        return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }
}
