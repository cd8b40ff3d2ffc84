namespace AdvancedAlchemy.Marten.Testing;

/// <summary>
/// A clock that stands still until the test moves it. Safe for use by several threads; timers run on real time.
/// </summary>
/// <example>
/// <code>
/// TestClock clock = new();
/// clock.Advance(TimeSpan.FromMinutes(5));
/// </code>
/// </example>
public sealed class TestClock : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _now;
    private TimeSpan _autoAdvance;
    private long _elapsed;

    /// <summary>Creates a clock that stands at 2025-01-01 12:00 UTC.</summary>
    public TestClock()
        : this(new DateTimeOffset(2025, 1, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Creates a clock that stands at the given instant.</summary>
    /// <param name="start">The instant; any offset, read back in UTC.</param>
    public TestClock(DateTimeOffset start) => _now = start.ToUniversalTime();

    /// <summary>How far the clock moves after each reading of <see cref="GetUtcNow"/>: zero unless set.</summary>
    public TimeSpan AutoAdvance
    {
        get
        {
            lock (_gate) return _autoAdvance;
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            lock (_gate) _autoAdvance = value;
        }
    }

    /// <summary>UTC, so that tests do not depend on the machine.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            DateTimeOffset reading = _now;
            Move(_autoAdvance);
            return reading;
        }
    }

    /// <summary>The time that the clock was moved forward, in ticks; setting it back does not turn this back.</summary>
    public override long GetTimestamp()
    {
        lock (_gate) return _elapsed;
    }

    /// <summary>Moves the clock forward.</summary>
    /// <param name="by">How far; not negative.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_gate) Move(by);
    }

    /// <summary>Sets the clock, forward or back.</summary>
    /// <param name="now">The instant; any offset, read back in UTC.</param>
    public void SetUtcNow(DateTimeOffset now)
    {
        lock (_gate)
        {
            _elapsed += Math.Max(0, (now - _now).Ticks);
            _now = now.ToUniversalTime();
        }
    }

    private void Move(TimeSpan by)
    {
        _now += by;
        _elapsed += by.Ticks;
    }
}
