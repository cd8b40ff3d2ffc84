using Marten.Engine.Linq.Execution;
using Npgsql;

namespace Marten.Engine.Linq.Includes;

/// <summary>Reads included documents and hands them to where they go.</summary>
internal sealed class TypedIncludeRows<T>(DocumentColumns<T> documents, int first, int targetSlot, Action<object, T> deliver) : IncludeRows where T : notnull
{
    internal override void Read(NpgsqlDataReader reader, QuerySession session, object?[] values) =>
        deliver(values[targetSlot]!, documents.Read(reader, first, session)!);
}
