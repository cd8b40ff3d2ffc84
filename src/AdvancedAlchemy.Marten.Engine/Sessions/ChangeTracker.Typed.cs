using Marten.Engine.Documents;
using Marten.Engine.Serialization;

namespace Marten.Engine.Sessions;

/// <summary>Compares what a document serialises to with what it serialised to before.</summary>
internal sealed class ChangeTracker<T, TId>(DocumentStorage<T, TId> storage, string tenantId, T document) : ChangeTracker
    where T : notnull where TId : notnull
{
    private readonly byte[] _baseline = Serialize(storage, document);

    internal override DocumentStorage Storage => storage;

    internal override object Document => document;

    internal override EngineOperation? Detect()
    {
        using var bodies = new BodyWriter();
        if (storage.Codec.Write(document, bodies).Span.SequenceEqual(_baseline)) return null;
        var id = storage.IdAccess.Get(document)!;
        return storage.HasRevision
            ? new RevisionedWrite<T, TId>(storage, tenantId, document, id, WriteKind.Upsert)
            : new DocumentWrite<T, TId>(storage, tenantId, document, id, WriteKind.Upsert);
    }

    private static byte[] Serialize(DocumentStorage<T, TId> storage, T document)
    {
        using var bodies = new BodyWriter();
        return storage.Codec.Write(document, bodies).ToArray();
    }
}
