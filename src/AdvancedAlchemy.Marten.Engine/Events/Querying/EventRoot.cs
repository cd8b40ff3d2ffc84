using JasperFx.Events;
using Marten.Engine.Linq;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Tables;

namespace Marten.Engine.Events.Querying;

/// <summary>All events, as one session sees them.</summary>
internal sealed class EventRoot(QueryEngine engine, QuerySession session, WholeEvents table) : MartenQueryable<IEvent>(new MartenQueryProvider(engine, session), null), IQueryRoot
{
    public QuerySession Session => session;

    public QueriedTable Storage => table;

    public object Selector => table;

    public string Fields => table.Events.Statements.Selected;

    public int FieldCount => EventReader.FieldCount(table.Events);

    public RowReader<TRow> DocumentRows<TRow>() => new EventRows<TRow>(table.Events);
}
