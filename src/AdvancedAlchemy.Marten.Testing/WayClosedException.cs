namespace AdvancedAlchemy.Marten.Testing;

/// <summary>This way gives no server here; the message says why, and the next way is tried.</summary>
internal sealed class WayClosedException(string reason, Exception? cause = null) : Exception(reason, cause);
