using System.Globalization;
using Marten.Engine.Linq.Execution;
using Npgsql;

namespace Marten.Engine.Linq.Compiled;

/// <summary>Makes of the rows what the last operator of a compiled query gives.</summary>
internal static class CompiledResult
{
    internal static Func<NpgsqlDataReader, PreparedQuery<TRow>, CancellationToken, ValueTask<TOut?>> For<TRow, TOut>(CompiledBody body)
    {
        var mayBeMissing = body.MayBeMissing;
        switch (body.Kind)
        {
            case ResultKind.Rows:
                return static async (reader, query, token) => AsList<TRow, TOut>(await query.ReadListAsync(reader, token).ConfigureAwait(false));
            case ResultKind.Count:
                return static async (reader, query, token) => (TOut)Convert.ChangeType(
                    await query.ReadScalarAsync<long>(reader, token).ConfigureAwait(false), typeof(TOut), CultureInfo.InvariantCulture);
            case ResultKind.Any:
                return static async (reader, query, token) => (TOut)(object)await query.ReadScalarAsync<bool>(reader, token).ConfigureAwait(false);
            case ResultKind.Sum:
                return static async (reader, query, token) =>
                    (TOut?)(object?)QueryRunner.Aggregated(ResultKind.Sum, await query.ReadOneAsync(reader, true, true, token).ConfigureAwait(false));
        }

        var mayBeMany = body.Kind != ResultKind.Single;
        Func<NpgsqlDataReader, PreparedQuery<TRow>, CancellationToken, ValueTask<TRow?>> one = (reader, query, token) =>
            query.ReadOneAsync(reader, mayBeMissing, mayBeMany, token);
        if (typeof(TRow) == typeof(TOut)) return (Func<NpgsqlDataReader, PreparedQuery<TRow>, CancellationToken, ValueTask<TOut?>>)(object)one;
        return async (reader, query, token) => (TOut?)(object?)await one(reader, query, token).ConfigureAwait(false);
    }

    private static TOut AsList<TRow, TOut>(IReadOnlyList<TRow> rows)
    {
        if (rows is TOut result) return result;
        return (TOut)(object)(typeof(TOut).IsArray ? rows.ToArray() : rows.ToList());
    }
}
