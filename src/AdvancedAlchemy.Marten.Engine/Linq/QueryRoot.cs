using Marten.Engine.Documents;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Tables;

namespace Marten.Engine.Linq;

/// <summary>All documents of a type, as one session sees them.</summary>
internal sealed class QueryRoot<T> : MartenQueryable<T>, IQueryRoot where T : notnull
{
    private readonly DocumentStorage<T> _storage;

    internal QueryRoot(QueryEngine engine, QuerySession session, DocumentStorage<T> storage) : base(new MartenQueryProvider(engine, session), null)
    {
        _storage = storage;
        Session = session;
    }

    public QuerySession Session { get; }

    public Func<CancellationToken, Task>? Before { get; init; }

    public QueriedTable Storage => _storage;

    // Asked for when the query runs: UseIdentityMapFor may come after the query was begun.
    public object Selector => _storage.SelectorFor(Session);

    public string Fields => _storage.SelectorFor(Session).Fields;

    public int FieldCount => _storage.SelectorFor(Session).FieldCount;

    public RowReader<TRow> DocumentRows<TRow>() => new DocumentRows<T, TRow>(_storage.SelectorFor(Session));
}
