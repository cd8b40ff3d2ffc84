using System.Data.Common;
using System.Text.Json;
using JasperFx.Events;
using Marten.Events;
using Marten.Exceptions;

namespace Marten.Engine.Events;

/// <summary>Reads events from rows of <see cref="EventStatements.Selected"/>.</summary>
internal static class EventReader
{
    private const int Sequence = 1;
    private const int Name = 4;
    private const int DotNetName = 5;
    private const int Data = 9;
    private const int FirstMetadata = 10;

    internal static int FieldCount(EventStorage storage) => FirstMetadata + storage.Statements.Metadata.Count + (storage.Statements.HasSkipped ? 1 : 0);

    /// <summary>An event whose columns begin at <paramref name="first"/>.</summary>
    internal static ValueTask<IEvent> ReadAsync(EventStorage storage, DbDataReader reader, CancellationToken token, int first = 0)
    {
        var head = HeadOf(storage, reader, first);
        return head.Mapping.IsTransformed
            ? TransformAsync(storage, head, reader, first, token)
            : new ValueTask<IEvent>(Complete(storage, head, ReadData(storage, head.Mapping, head.Sequence, reader, first + Data), reader, first));
    }

    /// <summary>The same without waiting for anything.</summary>
    /// <exception cref="MartenException">An upcaster can only be waited for.</exception>
    internal static IEvent Read(EventStorage storage, DbDataReader reader, int first = 0)
    {
        var head = HeadOf(storage, reader, first);
        return Complete(storage, head, ReadData(storage, head.Mapping, head.Sequence, reader, first + Data), reader, first);
    }

    internal static async ValueTask<List<IEvent>> ReadAllAsync(EventStorage storage, DbDataReader reader, CancellationToken token)
    {
        var events = new List<IEvent>();
        while (await reader.ReadAsync(token).ConfigureAwait(false)) events.Add(await ReadAsync(storage, reader, token).ConfigureAwait(false));
        return events;
    }

    /// <summary>An event with the data of the column, and nothing else yet.</summary>
    /// <exception cref="EventDeserializationFailureException">It cannot be read as the mapping says.</exception>
    internal static IEvent ReadData(EventStorage storage, EventMapping mapping, long sequence, DbDataReader reader, int index)
    {
        try
        {
            return mapping.Read(storage.Serializer, reader, index);
        }
        catch (Exception failure) when (IsOfData(failure))
        {
            throw new EventDeserializationFailureException(sequence, mapping, failure);
        }
    }

    internal static async ValueTask<IEvent> ReadDataAsync(EventStorage storage, EventMapping mapping, long sequence, DbDataReader reader, int index, CancellationToken token)
    {
        try
        {
            return await mapping.ReadAsync(storage.Serializer, reader, index, token).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsOfData(failure))
        {
            throw new EventDeserializationFailureException(sequence, mapping, failure);
        }
    }

    private static Head HeadOf(EventStorage storage, DbDataReader reader, int first)
    {
        var types = storage.Graph.Types;
        var sequence = reader.GetInt64(first + Sequence);
        var name = reader.GetString(first + Name);
        var dotNetName = reader.IsDBNull(first + DotNetName) ? null : reader.GetString(first + DotNetName);
        return new Head(types.Resolve(name, dotNetName, sequence), sequence, name, dotNetName);
    }

    private static async ValueTask<IEvent> TransformAsync(EventStorage storage, Head head, DbDataReader reader, int first, CancellationToken token) =>
        Complete(storage, head, await ReadDataAsync(storage, head.Mapping, head.Sequence, reader, first + Data, token).ConfigureAwait(false), reader, first);

    private static IEvent Complete(EventStorage storage, in Head head, IEvent e, DbDataReader reader, int first)
    {
        e.Id = reader.GetGuid(first);
        e.Sequence = head.Sequence;
        e.Version = reader.GetInt64(first + 3);

        // Thousands of events share these texts: those of the mapping live already.
        e.EventTypeName = head.Name == head.Mapping.EventTypeName ? head.Mapping.EventTypeName : head.Name;
        e.DotNetTypeName = head.DotNetName is null || head.DotNetName == head.Mapping.DotNetTypeName ? head.Mapping.DotNetTypeName : head.DotNetName;

        if (!reader.IsDBNull(first + 2))
        {
            if (storage.Graph.StreamIdentity == StreamIdentity.AsGuid) e.StreamId = reader.GetGuid(first + 2);
            else e.StreamKey = reader.GetString(first + 2);
        }

        e.Timestamp = reader.GetFieldValue<DateTimeOffset>(first + 6);
        if (!reader.IsDBNull(first + 7)) e.TenantId = Tenant(reader.GetString(first + 7));
        e.IsArchived = !reader.IsDBNull(first + 8) && reader.GetBoolean(first + 8);
        var metadata = storage.Statements.Metadata;
        for (var i = 0; i < metadata.Count; i++) metadata[i].Read(e, storage.Serializer, reader, first + FirstMetadata + i);
        var skipped = first + FirstMetadata + metadata.Count;
        if (storage.Statements.HasSkipped) e.IsSkipped = !reader.IsDBNull(skipped) && reader.GetBoolean(skipped);
        return e;
    }

    private static string Tenant(string tenantId) => tenantId == Sessions.Tenancy.DefaultTenantId ? Sessions.Tenancy.DefaultTenantId : tenantId;

    private static bool IsOfData(Exception failure) => failure is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or FormatException;

    private readonly record struct Head(EventMapping Mapping, long Sequence, string Name, string? DotNetName);
}
