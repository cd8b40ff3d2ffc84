using System.Diagnostics.CodeAnalysis;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Engine.Documents;
using Marten.Engine.Sessions;

namespace Marten.Engine.Events.Projections;

/// <summary>What the stages of a composite projection have made of a page so far.</summary>
internal sealed class UpstreamDocuments
{
    private readonly Dictionary<(DocumentStorage Storage, string TenantId, object Id), object?> _documents = [];
    private readonly Dictionary<(DocumentStorage Storage, string TenantId, object Id), object?> _written = [];
    private readonly List<(DocumentStorage Storage, string TenantId, object Id, object? Document, IEvent Told)> _ofStage = [];

    /// <summary>What later stages are told of the documents.</summary>
    internal List<IEvent> Events { get; } = [];

    /// <summary>Whose turn it is.</summary>
    internal ProjectionBase? Part { get; set; }

    /// <param name="storage">The documents.</param>
    /// <param name="tenantId">The document's tenant.</param>
    /// <param name="id">As it is stored.</param>
    /// <param name="document">Null if it is deleted.</param>
    /// <param name="told">What later stages see.</param>
    /// <param name="last">The last event that the document is made of.</param>
    internal void Add(DocumentStorage storage, string tenantId, object id, object? document, IEvent told, IEvent last)
    {
        told.With(last).Id = MadeEventId.Of(last.Id, storage.DocumentType, tenantId, id);
        IMadeEvent.Mark(told);
        _ofStage.Add((storage, tenantId, id, document, told));
    }

    /// <summary>Whether a document is another one, or none any more, since the page began.</summary>
    internal bool TryFind<T>(DocumentStorage<T> storage, string tenantId, object id, [MaybeNullWhen(false)] out T? document) where T : notnull
    {
        var key = Key(storage, tenantId, id);
        var isFound = _documents.TryGetValue(key, out var found) || _written.TryGetValue(key, out found);
        document = found is T its ? its : default;
        return isFound;
    }

    /// <summary>Gives every reference of a slice an id of its own, and takes away those that the part has failed on.</summary>
    internal void TellReferencesApart(List<IEvent> slice, object id, PartFailures? failures)
    {
        for (var i = 0; i < slice.Count; i++)
        {
            if (!PartFailures.IsReference(slice[i])) continue;
            slice[i].Id = MadeEventId.Of(slice[i].Id, slice[i].EventType, slice[i].TenantId, id, i);
            IMadeEvent.Mark(slice[i]);
        }

        if (failures is not null) slice.RemoveAll(e => PartFailures.IsReference(e) && failures.IsLeftOut(Part!, e));
    }

    /// <summary>Shows later stages what this one has made: projections of the same stage do not see each other.</summary>
    /// <param name="work">What is queued so far, by projections that are no aggregations too.</param>
    internal void EndStage(WorkUnit work)
    {
        foreach (var (storage, tenantId, id, document, told) in _ofStage)
        {
            _documents[Key(storage, tenantId, id)] = document;
            Events.Add(told);
        }

        _ofStage.Clear();
        _written.Clear();
        foreach (var operation in work.Operations)
        {
            if (operation is not EngineOperation { Storage: { } storage }) continue;
            if (operation is IDocumentWrite write) _written[Key(storage, write.TenantId, write.Id)] = write.Document;
            else if (operation is IDocumentDeletion { IsSoft: false } deletion) _written[Key(storage, deletion.TenantId, deletion.Id)] = null;
        }
    }

    private static (DocumentStorage Storage, string TenantId, object Id) Key(DocumentStorage storage, string tenantId, object id) =>
        (storage.Root, storage.IsTenanted ? tenantId : "", id);
}
