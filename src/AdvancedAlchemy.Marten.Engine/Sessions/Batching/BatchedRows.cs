using Marten.Engine.Linq;
using Marten.Engine.Linq.Execution;
using Marten.Services.BatchQuerying;

namespace Marten.Engine.Sessions.Batching;

/// <summary>A query of a batch, ended without another filter.</summary>
internal sealed class BatchedRows<T>(BatchedQuery batch, IQueryable<T> query) : ITransformedBatchQueryable<T>
{
    public Task<IReadOnlyList<T>> ToList() => batch.Add(QueryRunner.Prepare<T>(query, ResultKind.Rows), static (reader, query, token) => query.ReadListAsync(reader, token));

    public Task<T?> First() => batch.One(query, ResultKind.First, false, null);

    public Task<T?> FirstOrDefault() => batch.One(query, ResultKind.First, true, null);

    public Task<T?> Single() => batch.One(query, ResultKind.Single, false, null);

    public Task<T?> SingleOrDefault() => batch.One(query, ResultKind.Single, true, null);
}
