using Marten.Engine.Linq.Execution;
using Npgsql;

namespace Marten.Engine.Linq.Json;

/// <summary>The JSON of a query's rows.</summary>
/// <param name="query">The query.</param>
/// <param name="kind">What is asked of its rows.</param>
/// <param name="mayBeMissing">Whether no row is no failure.</param>
internal sealed class JsonQuery<TRow>(PreparedQuery<TRow> query, ResultKind kind, bool mayBeMissing) : JsonQuery
{
    internal override Task<int> WriteArrayAsync(Stream destination, Func<byte[]>? head, CancellationToken token) => query.RunAsync(
        (this, destination, head), static (reader, state, token) =>
            state.Item1.Query.WriteJsonArrayAsync(reader, state.destination, state.Item1.IsStored, state.head, token), token);

    internal override Task<bool> WriteOneAsync(Stream destination, CancellationToken token) => query.RunAsync(
        (this, destination), static (reader, state, token) => state.Item1.WriteOneAsync(reader, state.destination, token), token);

    private PreparedQuery<TRow> Query => query;

    private bool IsStored => kind is ResultKind.Json or ResultKind.JsonFirst or ResultKind.JsonSingle;

    private ValueTask<bool> WriteOneAsync(NpgsqlDataReader reader, Stream destination, CancellationToken token) =>
        query.WriteJsonAsync(reader, destination, IsStored, mayBeMissing, kind is not (ResultKind.Single or ResultKind.JsonSingle), token);
}
