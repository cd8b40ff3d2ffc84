using System.Data.Common;
using Marten.Linq;
using Marten.Services.BatchQuerying;
using Marten.Storage;
using Marten.Storage.Metadata;
using Npgsql;
using Weasel.Core;

namespace Marten;

/// <summary>Reads documents.</summary>
public interface IQuerySession : IAsyncDisposable, IDisposable
{
    IDocumentStore DocumentStore { get; }

    IMartenDatabase Database { get; }

    /// <summary>The session's connection, opened if it was not; it stays open until the session is disposed.</summary>
    NpgsqlConnection Connection { get; }

    IMartenSessionLogger Logger { get; set; }

    IJsonLoader Json { get; }

    /// <summary>Reads events.</summary>
    Events.IQueryEventStore Events { get; }

    /// <summary>SQL whose rows are made of several things.</summary>
    IAdvancedSql AdvancedSql { get; }

    string TenantId { get; }

    string? CausationId { get; set; }

    string? CorrelationId { get; set; }

    /// <summary>How many times this session has asked the server for something.</summary>
    int RequestCount { get; }

    ITenantQueryOperations ForTenant(string tenantId);

    IMartenQueryable<T> Query<T>() where T : notnull;

    /// <summary>A query that waits until the projections which make these documents have got as far as the events go when it runs.</summary>
    /// <exception cref="TimeoutException">When it runs: they have not.</exception>
    IMartenQueryable<T> QueryForNonStaleData<T>(TimeSpan timeout) where T : notnull;

    IMartenQueryable<T> QueryForNonStaleData<T>(TimeSpan timeout, NonStaleDataTimeoutMode timeoutMode) where T : notnull;

    Task<IReadOnlyList<T>> QueryAsync<T>(string sql, CancellationToken token, params object[] parameters);

    Task<IReadOnlyList<T>> QueryAsync<T>(char placeholder, string sql, CancellationToken token, params object[] parameters);

    Task<IReadOnlyList<T>> QueryAsync<T>(string sql, params object[] parameters);

    Task<IReadOnlyList<T>> QueryAsync<T>(char placeholder, string sql, params object[] parameters);

    /// <summary>Writes what the SQL selects as an array of JSON, in UTF-8; gives the number of rows.</summary>
    Task<int> StreamJson<T>(Stream destination, CancellationToken token, string sql, params object[] parameters);

    Task<int> StreamJson<T>(Stream destination, CancellationToken token, char placeholder, string sql, params object[] parameters);

    Task<int> StreamJson<T>(Stream destination, string sql, params object[] parameters);

    Task<int> StreamJson<T>(Stream destination, char placeholder, string sql, params object[] parameters);

    /// <summary>Runs a compiled query.</summary>
    Task<TOut?> QueryAsync<TDoc, TOut>(ICompiledQuery<TDoc, TOut> query, CancellationToken token = default) where TDoc : notnull;

    /// <summary>The stored JSON of the one document that a compiled query finds; null when there is none and the query allows for that.</summary>
    Task<string?> ToJsonOne<TDoc, TOut>(ICompiledQuery<TDoc, TOut> query, CancellationToken token = default) where TDoc : notnull;

    /// <summary>The stored JSON of the documents that a compiled query finds, as an array.</summary>
    Task<string> ToJsonMany<TDoc, TOut>(ICompiledQuery<TDoc, TOut> query, CancellationToken token = default) where TDoc : notnull;

    /// <summary>Writes the stored JSON of the one document, in UTF-8; gives whether there was one.</summary>
    Task<bool> StreamJsonOne<TDoc, TOut>(ICompiledQuery<TDoc, TOut> query, Stream destination, CancellationToken token = default) where TDoc : notnull;

    /// <summary>Writes the stored JSON of the documents as an array, in UTF-8; gives how many there were.</summary>
    Task<int> StreamJsonMany<TDoc, TOut>(ICompiledQuery<TDoc, TOut> query, Stream destination, CancellationToken token = default) where TDoc : notnull;

    /// <summary>The documents that a full text search finds, with the operators of to_tsquery: <c>cat &amp; !dog</c>.</summary>
    Task<IReadOnlyList<TDoc>> SearchAsync<TDoc>(string queryText, string regConfig = "english", CancellationToken token = default) where TDoc : notnull;

    /// <summary>The documents with all of these words.</summary>
    Task<IReadOnlyList<TDoc>> PlainTextSearchAsync<TDoc>(string searchTerm, string regConfig = "english", CancellationToken token = default) where TDoc : notnull;

    /// <summary>The documents with these words one after the other.</summary>
    Task<IReadOnlyList<TDoc>> PhraseSearchAsync<TDoc>(string searchTerm, string regConfig = "english", CancellationToken token = default) where TDoc : notnull;

    /// <summary>The documents that a search finds that is written as search engines have it.</summary>
    Task<IReadOnlyList<TDoc>> WebStyleSearchAsync<TDoc>(string searchTerm, string regConfig = "english", CancellationToken token = default) where TDoc : notnull;

    /// <summary>The documents with words that begin with these.</summary>
    Task<IReadOnlyList<TDoc>> PrefixSearchAsync<TDoc>(string searchTerm, string regConfig = "english", CancellationToken token = default) where TDoc : notnull;

    /// <summary>Runs a query that is an object.</summary>
    Task<T?> QueryByPlanAsync<T>(IQueryPlan<T> plan, CancellationToken token = default);

    /// <summary>Several questions in one round trip.</summary>
    IBatchedQuery CreateBatchQuery();

    Task<T?> LoadAsync<T>(string id, CancellationToken token = default) where T : notnull;

    Task<T?> LoadAsync<T>(int id, CancellationToken token = default) where T : notnull;

    Task<T?> LoadAsync<T>(long id, CancellationToken token = default) where T : notnull;

    Task<T?> LoadAsync<T>(Guid id, CancellationToken token = default) where T : notnull;

    Task<T?> LoadAsync<T>(object id, CancellationToken token = default) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(params string[] ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(IEnumerable<string> ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(params Guid[] ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(IEnumerable<Guid> ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(params int[] ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(IEnumerable<int> ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(params long[] ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(IEnumerable<long> ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, params string[] ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, IEnumerable<string> ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, params Guid[] ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, IEnumerable<Guid> ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, params int[] ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, IEnumerable<int> ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, params long[] ids) where T : notnull;

    Task<IReadOnlyList<T>> LoadManyAsync<T>(CancellationToken token, IEnumerable<long> ids) where T : notnull;

    Task<bool> CheckExistsAsync<T>(int id, CancellationToken token = default) where T : notnull;

    Task<bool> CheckExistsAsync<T>(long id, CancellationToken token = default) where T : notnull;

    Task<bool> CheckExistsAsync<T>(Guid id, CancellationToken token = default) where T : notnull;

    Task<bool> CheckExistsAsync<T>(string id, CancellationToken token = default) where T : notnull;

    Task<bool> CheckExistsAsync<T>(object id, CancellationToken token = default) where T : notnull;

    /// <summary>The Guid version that this session knows of a document; null when it knows none.</summary>
    Guid? VersionFor<TDoc>(TDoc entity) where TDoc : notnull;

    Task<DocumentMetadata?> MetadataForAsync<T>(T entity, CancellationToken token = default) where T : notnull;

    Task<int> NextSequenceValue(string sequenceName, CancellationToken token = default);

    Task<int> NextSequenceValue(DbObjectName sequenceName, CancellationToken token = default);

    Task<long> NextSequenceValueAsLong(string sequenceName, CancellationToken token = default);

    Task<long> NextSequenceValueAsLong(DbObjectName sequenceName, CancellationToken token = default);

    Task<int> ExecuteAsync(NpgsqlCommand command, CancellationToken token = default);

    Task<DbDataReader> ExecuteReaderAsync(NpgsqlCommand command, CancellationToken token = default);
}
