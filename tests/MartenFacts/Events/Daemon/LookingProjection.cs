using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace MartenFacts.Events.Daemon;

/// <summary>Reads from the database for every event, and loses its connection the first time.</summary>
public sealed class LookingProjection : EventProjection
{
    private int _looks;

    public override async ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        var sql = Interlocked.Increment(ref _looks) == 1 ? "select pg_terminate_backend(pg_backend_pid())::int" : "select 1";
        await operations.QueryAsync<int>(sql, cancellation);
        operations.Store(new Line(e.Id, e.Sequence));
    }
}
