using Marten.Engine.Linq.Compiled;
using Marten.Linq;
using Npgsql;

namespace Marten.Services;

/// <summary>A look at what a store does and where.</summary>
public class Diagnostics : IDiagnostics
{
    private readonly DocumentStore _store;

    public Diagnostics(DocumentStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
    }

    public NpgsqlCommand PreviewCommand<TDoc, TReturn>(ICompiledQuery<TDoc, TReturn> query, DocumentTracking trackingMode = DocumentTracking.QueryOnly)
        where TDoc : notnull where TReturn : notnull
    {
        using var session = _store.OpenForLook(trackingMode);
        return Template(query, session).CommandOf(session, query);
    }

    public async Task<QueryPlan?> ExplainPlanAsync<TDoc, TReturn>(ICompiledQuery<TDoc, TReturn> query, CancellationToken token = default)
        where TDoc : notnull where TReturn : notnull
    {
        await using var session = _store.OpenForLook(DocumentTracking.QueryOnly);
        return await Template(query, session).ExplainAsync(session, query, token).ConfigureAwait(false);
    }

    public Version GetPostgresVersion()
    {
        using var connection = _store.Database.Source.OpenConnection();
        return connection.PostgreSqlVersion;
    }

    private CompiledTemplate<TDoc, TReturn> Template<TDoc, TReturn>(ICompiledQuery<TDoc, TReturn> query, QuerySession session) where TDoc : notnull =>
        _store.Queries.Compiled.For(query, session);
}
