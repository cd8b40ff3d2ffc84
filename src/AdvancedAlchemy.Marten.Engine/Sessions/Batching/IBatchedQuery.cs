using Marten.Linq;
using Marten.Linq.QueryHandlers;

namespace Marten.Services.BatchQuerying;

/// <summary>
/// Several questions in one round trip. The tasks complete when <see cref="Execute"/> has run; afterwards the batch is empty and may be filled again.
/// </summary>
public interface IBatchedQuery
{
    Internal.Sessions.QuerySession Parent { get; }

    IBatchEvents Events { get; }

    Task<T?> Load<T>(string id) where T : class;

    Task<T?> Load<T>(int id) where T : class;

    Task<T?> Load<T>(long id) where T : class;

    Task<T?> Load<T>(Guid id) where T : class;

    Task<T?> Load<T>(object id) where T : class;

    IBatchLoadByKeys<T> LoadMany<T>() where T : class;

    Task<bool> CheckExists<T>(int id) where T : class;

    Task<bool> CheckExists<T>(long id) where T : class;

    Task<bool> CheckExists<T>(Guid id) where T : class;

    Task<bool> CheckExists<T>(string id) where T : class;

    Task<bool> CheckExists<T>(object id) where T : class;

    Task<IReadOnlyList<T>> Query<T>(string sql, params object[] parameters) where T : class;

    Task<IReadOnlyList<T>> Query<T>(char placeholder, string sql, params object[] parameters) where T : class;

    IBatchedQueryable<T> Query<T>() where T : class;

    Task<TResult?> Query<TDoc, TResult>(ICompiledQuery<TDoc, TResult> query) where TDoc : class;

    Task<T?> QueryByPlan<T>(IBatchQueryPlan<T> plan);

    /// <summary>Adds a question that writes its own command and reads its own answer.</summary>
    /// <exception cref="NotSupportedException">It writes several commands, or none.</exception>
    Task<T?> AddItem<T>(IQueryHandler<T> handler);

    /// <summary>Sends everything. When the batch fails all of its tasks fail; a question that fails alone fails its task, and this one when the others are answered.</summary>
    Task Execute(CancellationToken token = default);
}
