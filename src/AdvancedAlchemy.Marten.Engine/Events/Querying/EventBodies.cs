using System.Reflection;
using Marten.Engine.Linq.Projection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;
using Marten.Events;
using Marten.Schema;
using Npgsql;

namespace Marten.Engine.Events.Querying;

/// <summary>The data of the events of a type, or of all that an abstract type or an interface fits.</summary>
internal sealed class EventBodies<T>(EventStorage events, StoreOptions options) : EventTable(events, new DocumentMapping(typeof(T), options)) where T : notnull
{
    /// <summary>The columns of a row, as <see cref="Read"/> and <see cref="ReadAsync"/> have them.</summary>
    internal static readonly string Fields = "d.data, d.type, d.mt_dotnet_type, d.seq_id";

    internal const int FieldCount = 4;

    private static readonly bool IsOneType = typeof(T) is { IsClass: true, IsAbstract: false };

    // Asked for with every query: types may become known at any time.
    internal override SqlPart TypeCondition => new SqlSequence(
        new SqlText("d.type = ANY("), new SqlParameterNode(new EventNamesBinder(() => Events.Graph.Types.NamesOf(typeof(T)))), new SqlText(")"));

    internal override DocumentMember FindMember(MemberInfo[] path, string source, string columns) => Mapping.Members.InBody(DocumentType, path, source);

    internal override WholeDocument Whole(string alias) => new(
        [.. Fields.Split(", ").Select(c => alias + c[1..])], (NpgsqlDataReader reader, int first, QuerySession _) => reader.IsDBNull(first) ? default : Read(reader, first));

    internal T Read(NpgsqlDataReader reader, int first)
    {
        var (mapping, sequence) = MappingOf(reader, first);
        return (T)EventReader.ReadData(Events, mapping, sequence, reader, first).Data;
    }

    internal async ValueTask<T> ReadAsync(NpgsqlDataReader reader, CancellationToken token)
    {
        var (mapping, sequence) = MappingOf(reader, 0);
        return (T)(await EventReader.ReadDataAsync(Events, mapping, sequence, reader, 0, token).ConfigureAwait(false)).Data;
    }

    // Types may share a name; what was asked for by its type is read as that.
    private (EventMapping Mapping, long Sequence) MappingOf(NpgsqlDataReader reader, int first)
    {
        var sequence = reader.GetInt64(first + 3);
        var mapping = Events.Graph.Types.Resolve(reader.GetString(first + 1), reader.IsDBNull(first + 2) ? null : reader.GetString(first + 2), sequence);
        return (IsOneType && mapping.EventType != typeof(T) ? Events.Graph.Types.For(typeof(T)) : mapping, sequence);
    }
}
