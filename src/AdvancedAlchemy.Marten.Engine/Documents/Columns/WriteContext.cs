using Marten.Engine.Serialization;
using Marten.Engine.Sessions;

namespace Marten.Engine.Documents;

/// <summary>What a column may need besides the document to write itself.</summary>
internal sealed class WriteContext(SessionCore? core, BodyWriter bodies, SessionMetadata metadata)
{
    /// <summary>The session that writes.</summary>
    internal SessionCore Core => core ?? throw new InvalidOperationException("A bulk insert has no session");

    internal BodyWriter Bodies { get; } = bodies;

    internal SessionMetadata Metadata { get; } = metadata;

    internal bool ChecksConcurrency { get; init; } = true;

    /// <summary>The revision that the current operation asks for; 0 for the next one.</summary>
    internal long Revision { get; set; }

    /// <summary>The Guid version that the current operation writes.</summary>
    internal Guid Version { get; set; }
}
