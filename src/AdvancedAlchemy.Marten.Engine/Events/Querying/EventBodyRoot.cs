using Marten.Engine.Linq;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Tables;

namespace Marten.Engine.Events.Querying;

/// <summary>The data of all events of a type, as one session sees them.</summary>
internal sealed class EventBodyRoot<T>(QueryEngine engine, QuerySession session, EventBodies<T> bodies) : MartenQueryable<T>(new MartenQueryProvider(engine, session), null), IQueryRoot
    where T : notnull
{
    public QuerySession Session => session;

    public QueriedTable Storage => bodies;

    public object Selector => bodies;

    public string Fields => EventBodies<T>.Fields;

    public int FieldCount => EventBodies<T>.FieldCount;

    public RowReader<TRow> DocumentRows<TRow>() => new EventBodyRows<T, TRow>(bodies);
}
