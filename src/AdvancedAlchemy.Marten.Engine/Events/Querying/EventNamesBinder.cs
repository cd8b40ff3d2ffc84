using Marten.Engine.Linq.Execution;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events.Querying;

/// <summary>The names that types of events are stored by, as they are when the query is sent.</summary>
internal sealed class EventNamesBinder(Func<string[]> names) : ParameterBinder
{
    internal override NpgsqlParameter Bind(object?[] values, string tenantId) =>
        new NpgsqlParameter<string[]> { TypedValue = names(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
