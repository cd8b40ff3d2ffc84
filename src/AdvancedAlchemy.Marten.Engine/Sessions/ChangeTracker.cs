using Marten.Engine.Documents;

namespace Marten.Engine.Sessions;

/// <summary>Knows what a document looked like when it was loaded or last saved.</summary>
internal abstract class ChangeTracker
{
    internal abstract DocumentStorage Storage { get; }

    internal abstract object Document { get; }

    /// <summary>The write that its change asks for; null when it has not changed.</summary>
    internal abstract EngineOperation? Detect();
}
