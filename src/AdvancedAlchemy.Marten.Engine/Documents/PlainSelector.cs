using System.Data.Common;

namespace Marten.Engine.Documents;

/// <summary>Makes a new document of every row: query sessions and lightweight sessions.</summary>
internal sealed class PlainSelector<T, TId>(DocumentStorage<T, TId> storage) : DocumentSelector<T>
    where T : notnull where TId : notnull
{
    private readonly MetadataOverlay<T>[] _overlays = [.. storage.Overlays];

    internal override string Fields { get; } = string.Join(", ", new[] { "d.data" }.Concat(storage.OverlayColumns.Select(c => "d." + c)));

    internal override int FieldCount { get; } = 1 + storage.OverlayColumns.Count;

    internal override T Read(DbDataReader reader, int offset, QuerySession session)
    {
        var document = storage.ReadBody(reader, offset);
        var index = offset + 1;
        for (var i = 0; i < _overlays.Length; i++) _overlays[i].Apply(reader, index++, document);
        if (session is DocumentSessionBase documents)
        {
            if (storage.ChecksVersion)
            {
                var version = reader.GetFieldValue<Guid>(storage.VersionIndex(offset + 1));
                documents.Core.Versions.Remember(storage, documents.TenantId, storage.IdAccess.Get(document)!, version);
            }

            if (documents.Core.HasListeners) documents.Core.MarkLoaded(storage.IdAccess.Get(document)!, document);
        }

        return document;
    }
}
