namespace AdvancedAlchemy.Marten;

/// <summary>A document with a <c>long</c> id from Marten's HiLo sequence: rising, with gaps, no round trip for most.</summary>
public abstract class BigIntDocument : Document<long, AssignedByMarten>;
