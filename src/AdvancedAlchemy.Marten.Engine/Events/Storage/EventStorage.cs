using Marten.Engine.Schema;
using Marten.Events;

namespace Marten.Engine.Events;

/// <summary>The event store of a document store: its settings and its SQL, made when it is first used.</summary>
internal sealed class EventStorage(EventGraph graph, ISerializer serializer)
{
    private EventStatements? _statements;

    /// <summary>Set once the tables are known to be there.</summary>
    internal volatile bool IsReady;

    internal EventGraph Graph { get; } = graph;

    internal ISerializer Serializer { get; } = serializer;

    internal bool IsTenanted => EventSchema.IsTenanted(Graph);

    internal EventStatements Statements => _statements ??= new EventStatements(Graph);

    internal IReadOnlyList<SchemaObject> Schema => EventSchema.For(Graph);
}
