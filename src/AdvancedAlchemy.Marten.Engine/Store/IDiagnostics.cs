using Marten.Linq;
using Npgsql;

namespace Marten;

/// <summary>A look at what a store does and where.</summary>
public interface IDiagnostics
{
    /// <summary>The command that a compiled query is sent as, with named parameters; it belongs to no connection.</summary>
    NpgsqlCommand PreviewCommand<TDoc, TReturn>(ICompiledQuery<TDoc, TReturn> query, DocumentTracking trackingMode = DocumentTracking.QueryOnly)
        where TDoc : notnull where TReturn : notnull;

    /// <summary>PostgreSQL's plan of a compiled query.</summary>
    Task<QueryPlan?> ExplainPlanAsync<TDoc, TReturn>(ICompiledQuery<TDoc, TReturn> query, CancellationToken token = default)
        where TDoc : notnull where TReturn : notnull;

    Version GetPostgresVersion();
}
