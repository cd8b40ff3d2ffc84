using Marten.Engine.Linq.Tables;
using Marten.Schema;

namespace Marten.Engine.Events.Querying;

/// <summary>The table of events, to query. It is never known to be ready by itself: whoever asks the event store learns it at the cost of a look at a field.</summary>
internal abstract class EventTable(EventStorage events, DocumentMapping mapping) : QueriedTable(mapping, events.Statements.Events, events.IsTenanted)
{
    internal EventStorage Events { get; } = events;

    internal sealed override string HidingColumn => "is_archived";

    internal sealed override ValueTask EnsureAsync(EngineDatabase database, CancellationToken token) => database.EnsureAsync(Events, token);
}
