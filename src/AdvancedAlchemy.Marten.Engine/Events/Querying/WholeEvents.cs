using System.Reflection;
using JasperFx.Events;
using Marten.Engine.Linq;
using Marten.Engine.Linq.Projection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;
using Marten.Exceptions;
using Marten.Schema;
using Npgsql;

namespace Marten.Engine.Events.Querying;

/// <summary>Events with all that is known about them.</summary>
internal sealed class WholeEvents(EventStorage events, StoreOptions options) : EventTable(events, new DocumentMapping(typeof(IEvent), options))
{
    internal override SqlPart? TypeCondition => null;

    // What is stored is the JSON of the data, and not of the event.
    internal override bool HasStoredJson => false;

    internal override DocumentMember FindMember(MemberInfo[] path, string source, string columns)
    {
        var member = path[0];
        if (path.Length > 1 || ColumnOf(member) is not { } column) throw Unsupported.Member(member);
        var type = MemberResolver.MemberType(member);
        return new DocumentMember
        {
            Type = type,
            Path = path,
            Keys = [],
            Scalar = Mapping.Members.Scalars.Find(type),
            Column = column,
            Raw = columns + column,
            Typed = columns + column,
            Json = column == "headers" ? columns + column : $"to_jsonb({columns}{column})",
        };
    }

    internal override WholeDocument Whole(string alias) => new(
        [.. Events.Statements.Selected.Split(", ").Select(c => alias + c[1..])],
        (NpgsqlDataReader reader, int first, QuerySession _) => reader.IsDBNull(first) ? null : EventReader.Read(Events, reader, first));

    private string? ColumnOf(MemberInfo member) => member.Name switch
    {
        nameof(IEvent.Id) => "id",
        nameof(IEvent.Sequence) => "seq_id",
        nameof(IEvent.StreamId) => StreamColumn(StreamIdentity.AsGuid, member),
        nameof(IEvent.StreamKey) => StreamColumn(StreamIdentity.AsString, member),
        nameof(IEvent.Version) => "version",
        nameof(IEvent.EventTypeName) => "type",
        nameof(IEvent.DotNetTypeName) => "mt_dotnet_type",
        nameof(IEvent.Timestamp) => "timestamp",
        nameof(IEvent.TenantId) => "tenant_id",
        nameof(IEvent.IsArchived) => HidingColumn,
        nameof(IEvent.IsSkipped) => Events.Statements.HasSkipped
            ? "is_skipped"
            : throw new BadLinqExpressionException(
                $"This store does not know {nameof(IEvent)}.{member.Name}: it is to be enabled by Events.{nameof(Marten.Events.EventGraph.EnableEventSkippingInProjectionsOrSubscriptions)}"),
        nameof(IEvent.CorrelationId) => MetadataColumn("correlation_id", member),
        nameof(IEvent.CausationId) => MetadataColumn("causation_id", member),
        nameof(IEvent.UserName) => MetadataColumn("user_name", member),
        nameof(IEvent.Headers) => MetadataColumn("headers", member),
        _ => null,
    };

    private string StreamColumn(StreamIdentity identity, MemberInfo member) => Events.Graph.StreamIdentity == identity
        ? "stream_id"
        : throw new BadLinqExpressionException($"Streams of this store have {(identity == StreamIdentity.AsGuid ? "keys" : "Guids")}: there is no {nameof(IEvent)}.{member.Name} to ask for");

    private string MetadataColumn(string name, MemberInfo member) => Events.Statements.Metadata.Any(m => m.Name == name)
        ? name
        : throw new BadLinqExpressionException($"This store does not keep {nameof(IEvent)}.{member.Name}: it is to be enabled in Events.MetadataConfig");
}
