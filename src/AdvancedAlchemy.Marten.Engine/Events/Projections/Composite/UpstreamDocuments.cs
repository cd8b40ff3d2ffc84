using System.Diagnostics.CodeAnalysis;
using JasperFx.Events;
using Marten.Engine.Documents;

namespace Marten.Engine.Events.Projections;

/// <summary>What the stages of a composite projection have made of a page so far.</summary>
internal sealed class UpstreamDocuments
{
    private readonly Dictionary<(Type Type, string TenantId, object Id), object?> _documents = [];
    private readonly List<IEvent> _ofStage = [];

    /// <summary>What later stages are told of the documents.</summary>
    internal List<IEvent> Events { get; } = [];

    /// <param name="storage">The documents.</param>
    /// <param name="tenantId">The document's tenant.</param>
    /// <param name="id">As it is stored.</param>
    /// <param name="document">Null if it is deleted.</param>
    /// <param name="told">What later stages see.</param>
    /// <param name="last">The last event that the document is made of.</param>
    internal void Add(DocumentStorage storage, string tenantId, object id, object? document, IEvent told, IEvent last)
    {
        _documents[Key(storage, tenantId, id)] = document;
        _ofStage.Add(told.With(last));
    }

    /// <summary>Whether a document is another one, or none any more, since the page began.</summary>
    internal bool TryFind<T>(DocumentStorage<T> storage, string tenantId, object id, [MaybeNullWhen(false)] out T? document) where T : notnull
    {
        var isFound = _documents.TryGetValue(Key(storage, tenantId, id), out var found);
        document = (T?)found;
        return isFound;
    }

    // Projections of the same stage do not see each other.
    internal void EndStage()
    {
        Events.AddRange(_ofStage);
        _ofStage.Clear();
    }

    private static (Type Type, string TenantId, object Id) Key(DocumentStorage storage, string tenantId, object id) => (storage.DocumentType, storage.IsTenanted ? tenantId : "", id);
}
