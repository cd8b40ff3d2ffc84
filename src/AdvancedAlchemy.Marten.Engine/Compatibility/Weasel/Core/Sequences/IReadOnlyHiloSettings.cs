namespace Weasel.Core.Sequences;

/// <summary>The settings of a HiLo sequence.</summary>
public interface IReadOnlyHiloSettings
{
    int MaxLo { get; }

    string? SequenceName { get; }

    int MaxAdvanceToNextHiAttempts { get; }
}
