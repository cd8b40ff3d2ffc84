using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Tables;

namespace Marten.Engine.Linq.Shapes;

/// <summary>Where a query begins: all documents of a type.</summary>
internal interface IQueryRoot
{
    QueriedTable Storage { get; }

    QuerySession Session { get; }

    /// <summary>What has to be waited for before rows are read; null if nothing has.</summary>
    Func<CancellationToken, Task>? Before => null;

    /// <summary>What the session's way to read documents is told apart by.</summary>
    object Selector { get; }

    /// <summary>The columns of a document.</summary>
    string Fields { get; }

    int FieldCount { get; }

    RowReader<TRow> DocumentRows<TRow>();
}
