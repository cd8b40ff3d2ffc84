using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events;

/// <summary>Parameters that name a stream.</summary>
internal static class StreamParameters
{
    internal static NpgsqlParameter Of(object stream) => stream is Guid id
        ? new NpgsqlParameter<Guid> { TypedValue = id, NpgsqlDbType = NpgsqlDbType.Uuid }
        : new NpgsqlParameter<string> { TypedValue = (string)stream, NpgsqlDbType = NpgsqlDbType.Varchar };

    internal static NpgsqlParameter Text(string? text) => text is null
        ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar }
        : new NpgsqlParameter<string> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Varchar };

    internal static NpgsqlParameter Number(long? number) => number is { } known
        ? new NpgsqlParameter<long> { TypedValue = known, NpgsqlDbType = NpgsqlDbType.Bigint }
        : new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint };

    /// <summary>The stream, and its tenant where streams have tenants.</summary>
    internal static void AddStream(this NpgsqlParameterCollection parameters, EventStorage storage, object stream, string tenantId)
    {
        parameters.Add(Of(stream));
        if (storage.IsTenanted) parameters.Add(Text(tenantId));
    }
}
