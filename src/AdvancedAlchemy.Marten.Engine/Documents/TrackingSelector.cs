using System.Data.Common;

namespace Marten.Engine.Documents;

/// <summary>Gives one instance per id: identity and dirty tracked sessions.</summary>
internal sealed class TrackingSelector<T, TId>(DocumentStorage<T, TId> storage) : DocumentSelector<T>
    where T : notnull where TId : notnull
{
    private readonly MetadataOverlay<T>[] _overlays = [.. storage.Overlays];

    internal override string Fields { get; } = string.Join(", ", new[] { "d.id", "d.data" }.Concat(storage.OverlayColumns.Select(c => "d." + c)));

    internal override int FieldCount { get; } = 2 + storage.OverlayColumns.Count;

    internal override T Read(DbDataReader reader, int offset, QuerySession session)
    {
        var documents = (DocumentSessionBase)session;
        return Track(documents, reader.GetFieldValue<TId>(offset), reader, offset + 1);
    }

    /// <summary>The known instance with the document's id, or else the document, from now on known.</summary>
    internal T Adopt(DocumentSessionBase documents, T document) =>
        documents.Core.Adopt(storage, documents.TenantId, storage.IdAccess.Get(document)!, document);

    private T Track(DocumentSessionBase documents, TId id, DbDataReader reader, int body)
    {
        if (documents.Core.TryFind(storage, documents.TenantId, id, out var known)) return known;

        var document = storage.ReadBody(reader, body);
        var index = body + 1;
        for (var i = 0; i < _overlays.Length; i++) _overlays[i].Apply(reader, index++, document);
        if (storage.ChecksVersion) documents.Core.Versions.Remember(storage, documents.TenantId, id, reader.GetFieldValue<Guid>(storage.VersionIndex(body + 1)));
        return documents.Core.Adopt(storage, documents.TenantId, id, document);
    }
}
