namespace Marten.Engine.Events.Daemon;

/// <summary>Sequences that were given out, of which some have no event that can be seen.</summary>
/// <param name="Ceiling">The last that was given out when it was first seen.</param>
/// <param name="Since">When that was, in ticks of the clock.</param>
/// <param name="Writers">The transactions that were writing events then, and still are: only they can fill it.</param>
internal sealed record SequenceGap(long Ceiling, long Since, HashSet<string> Writers);
