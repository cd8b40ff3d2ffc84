using Marten.Engine.Documents;
using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>Reads documents among other columns, for whichever kind of session runs the plan.</summary>
internal sealed class DocumentColumns<T>(DocumentStorage<T> storage) where T : notnull
{
    private readonly DocumentSelector<T> _tracking = storage.Tracking;

    /// <summary>The columns, of a table with the alias.</summary>
    internal string[] In(string alias) => [.. _tracking.Fields.Split(", ").Select(f => alias + f[1..])];

    /// <summary>The document whose columns begin at <paramref name="first"/>; nothing where a join found none.</summary>
    internal T? Read(NpgsqlDataReader reader, int first, QuerySession session)
    {
        // The first column is the id, which only sessions that remember documents read.
        if (reader.IsDBNull(first)) return default;
        var selector = storage.SelectorFor(session);
        return selector.Read(reader, ReferenceEquals(selector, _tracking) ? first : first + 1, session);
    }
}
