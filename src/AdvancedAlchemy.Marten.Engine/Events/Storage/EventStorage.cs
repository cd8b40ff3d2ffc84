using Marten.Engine.Events.Querying;
using Marten.Engine.Schema;
using Marten.Events;

namespace Marten.Engine.Events;

/// <summary>The event store of a document store: its settings and its SQL, made when it is first used.</summary>
internal sealed class EventStorage(StoreOptions options)
{
    private EventStatements? _statements;

    /// <summary>Set once the tables are known to be there.</summary>
    internal volatile bool IsReady;

    internal EventGraph Graph { get; } = options.EventGraph;

    internal ISerializer Serializer { get; } = options.Serializer();

    internal bool IsTenanted => EventSchema.IsTenanted(Graph);

    internal EventStatements Statements => _statements ??= new EventStatements(Graph);

    /// <summary>What of it can be queried.</summary>
    internal EventTables Tables => field ??= Interlocked.CompareExchange(ref field, new EventTables(this, options), null) ?? field;

    internal IReadOnlyList<SchemaObject> Schema => EventSchema.For(Graph);
}
