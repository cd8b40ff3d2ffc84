namespace Weasel.Core.Sequences;

/// <summary>The settings of a HiLo sequence: how many ids one trip to the database reserves, and under which name.</summary>
public class HiloSettings : IReadOnlyHiloSettings
{
    public int MaxLo { get; set; } = 1000;

    public string? SequenceName { get; set; }

    public int MaxAdvanceToNextHiAttempts { get; set; } = 30;
}
