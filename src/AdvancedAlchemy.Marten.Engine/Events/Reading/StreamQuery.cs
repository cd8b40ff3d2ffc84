using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events;

/// <summary>The events of a stream, or a part of them.</summary>
internal static class StreamQuery
{
    internal static string Sql(EventStorage storage, string selected, long version, DateTimeOffset? timestamp, long fromVersion, bool seesSkipped, bool includesArchived = false)
    {
        var statements = storage.Statements;
        var next = storage.IsTenanted ? 3 : 2;
        var sql = new StringBuilder($"select {selected} from {statements.Events} as d where d.stream_id = $1");
        if (!includesArchived) sql.Append(" and d.is_archived = FALSE");
        if (storage.IsTenanted) sql.Append(" and d.tenant_id = $2");
        if (!seesSkipped) sql.Append(statements.AppliedOf("d"));
        if (version > 0) sql.Append(CultureInfo.InvariantCulture, $" and d.version <= ${next++}");
        if (timestamp is not null) sql.Append(CultureInfo.InvariantCulture, $" and d.timestamp <= ${next++}");
        if (fromVersion > 0) sql.Append(CultureInfo.InvariantCulture, $" and d.version >= ${next}");

        // In a stream, sequences rise with versions, and versions are what the index is by.
        return sql.Append(" order by d.version").ToString();
    }

    internal static void Bind(
        NpgsqlParameterCollection parameters, EventStorage storage, object stream, string tenantId, long version, DateTimeOffset? timestamp, long fromVersion)
    {
        parameters.AddStream(storage, stream, tenantId);
        if (version > 0) parameters.Add(StreamParameters.Number(version));
        if (timestamp is { } time) parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz });
        if (fromVersion > 0) parameters.Add(StreamParameters.Number(fromVersion));
    }
}
