using System.Data.Common;
using Marten.Exceptions;
using Marten.Schema;
using NpgsqlTypes;
using Weasel.Core;

namespace Marten.Engine.Documents;

/// <summary>Storage of documents of type <typeparamref name="T"/> with ids of type <typeparamref name="TId"/>.</summary>
internal sealed partial class DocumentStorage<T, TId> : DocumentStorage<T> where T : notnull where TId : notnull
{
    private readonly PlainSelector<T, TId> _plain;
    private readonly TrackingSelector<T, TId> _tracking;
    private readonly HierarchyCodec<T>? _hierarchy;
    private readonly Lazy<DocumentReader<T, TId>> _reader;
    private readonly Lazy<GroupStatements<T, TId>> _groups;

    internal DocumentStorage(DocumentMapping mapping, IdAccess<T, TId> access, IdAssignment<T, TId> ids) : base(mapping)
    {
        IdAccess = access;
        Ids = ids;
        IdDbType = mapping.Members.Scalars.Find(typeof(TId))!.DbType;
        Codec = new DocumentCodec<T>(mapping.StoreOptions.Serializer());
        Overlays = MetadataOverlay<T>.For(mapping);
        OverlayColumns =
        [
            .. Overlays.Select(o => o.Column),
            .. ChecksVersion && Overlays.All(o => o.Column != "mt_version") ? new[] { "mt_version" } : [],
            .. IsHierarchy ? new[] { "mt_doc_type" } : [],
        ];
        _hierarchy = IsHierarchy ? new HierarchyCodec<T>(mapping) : null;
        Columns = StoredColumns.For(this);
        Statements = new WriteStatements<T, TId>(this);
        Written = new WrittenMetadata<T>(mapping);
        _plain = new PlainSelector<T, TId>(this);
        _tracking = new TrackingSelector<T, TId>(this);
        _reader = new Lazy<DocumentReader<T, TId>>(() => new DocumentReader<T, TId>(this));
        _groups = new Lazy<GroupStatements<T, TId>>(() => new GroupStatements<T, TId>(this));
    }

    internal IdAccess<T, TId> IdAccess { get; }

    internal IdAssignment<T, TId> Ids { get; }

    internal NpgsqlDbType IdDbType { get; }

    internal DocumentCodec<T> Codec { get; }

    internal IReadOnlyList<MetadataOverlay<T>> Overlays { get; }

    /// <summary>The columns selected after the body.</summary>
    internal IReadOnlyList<string> OverlayColumns { get; }

    /// <summary>All columns that are written, in physical order.</summary>
    internal IReadOnlyList<StoredColumn<T>> Columns { get; }

    internal WriteStatements<T, TId> Statements { get; }

    internal GroupStatements<T, TId> Groups => _groups.Value;

    internal WrittenMetadata<T> Written { get; }

    internal override Type StoredIdType => typeof(TId);

    internal int VersionIndex(int firstOverlay)
    {
        for (var i = 0; i < OverlayColumns.Count; i++)
        {
            if (OverlayColumns[i] == "mt_version") return firstOverlay + i;
        }

        throw new InvalidOperationException($"{DocumentType.Name} has no version column");
    }

    internal override DocumentSelector<T> SelectorFor(QuerySession session) =>
        session is DocumentSessionBase documents && documents.Core.TracksIdentity(this) ? _tracking : _plain;

    internal override DocumentSelector<T> Tracking => _tracking;

    internal override DocumentSelector<T> Untracked => _plain;

    /// <summary>The body in the given column of a row, as the type that the row is of; the overlays follow it.</summary>
    internal T ReadBody(DbDataReader reader, int index) =>
        _hierarchy is null ? Codec.Read(reader, index) : _hierarchy.Read(reader, index, index + OverlayColumns.Count);

    internal override T ReadColumns(DbDataReader reader, int body, QuerySession session, Func<DbDataReader, int, T>? plain)
    {
        var isNamed = reader is Npgsql.NpgsqlDataReader;
        var type = _hierarchy is null ? -1 : isNamed ? TypeColumn(reader, body + 1) : body + OverlayColumns.Count;
        var document = type >= 0 && type < reader.FieldCount ? _hierarchy!.Read(reader, body, type)
            : plain is null ? Codec.Read(reader, body)
            : plain(reader, body);
        if (isNamed) ApplyNamed(reader, body + 1, document);
        else for (var i = 0; i < Overlays.Count && body + 1 + i < reader.FieldCount; i++) Overlays[i].Apply(reader, body + 1 + i, document);
        return Known(session, document);
    }

    private static int TypeColumn(DbDataReader reader, int first)
    {
        for (var i = first; i < reader.FieldCount; i++)
        {
            if (reader.GetName(i) == "mt_doc_type") return i;
        }

        return -1;
    }

    private void ApplyNamed(DbDataReader reader, int first, T document)
    {
        for (var i = first; i < reader.FieldCount; i++)
        {
            var name = reader.GetName(i);
            foreach (var overlay in Overlays)
            {
                if (overlay.Column == name) overlay.Apply(reader, i, document);
            }
        }
    }

    internal override T Known(QuerySession session, T document)
    {
        if (session is not DocumentSessionBase documents) return document;
        return documents.Core.TracksIdentity(this) ? _tracking.Adopt(documents, document) : Announce(documents, document);
    }

    private T Announce(DocumentSessionBase session, T document)
    {
        if (session.Core.HasListeners) session.Core.MarkLoaded(IdAccess.Get(document)!, document);
        return document;
    }

    internal override object StoredId(object id) => ToStored(id);

    internal override object IdOf(object document) => IdAccess.Get((T)document)!;

    internal override Guid? VersionOf(QuerySession session, T document) =>
        session is DocumentSessionBase documents ? documents.Core.Versions.Find(this, documents.TenantId, IdAccess.Get(document)!) : null;

    internal override Task<T?> LoadAsync(QuerySession session, object id, CancellationToken token) =>
        _reader.Value.LoadAsync(session, ToStored(id), token);

    internal Task<T?> LoadAsync(QuerySession session, TId id, CancellationToken token) => _reader.Value.LoadAsync(session, id, token);

    internal override Task<IReadOnlyList<T>> LoadManyAsync(QuerySession session, Array ids, CancellationToken token) =>
        _reader.Value.LoadManyAsync(session, StoredIds(ids), token);

    internal override Task<IReadOnlyList<T>> LoadLivingAsync(QuerySession session, Array ids, CancellationToken token) =>
        _reader.Value.LoadManyAsync(session, StoredIds(ids), token, IsSoftDeleted ? " and " + NotDeletedFilter : "");

    internal override Npgsql.NpgsqlCommand? LoadManyCommand(QuerySession session, Array ids, List<T> found) =>
        _reader.Value.LoadManyCommand(session, StoredIds(ids), found);

    internal override bool TryFindKnown(QuerySession session, object id, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T known)
    {
        if (session is DocumentSessionBase documents && documents.Core.TracksIdentity(this)) return documents.Core.TryFind(this, documents.TenantId, ToStored(id), out known);
        known = default;
        return false;
    }

    private TId[] StoredIds(Array ids) => ids as TId[] ?? [.. ids.Cast<object>().Select(ToStored)];

    internal override BulkWork BulkInsert(EngineDatabase database, string tenantId, IReadOnlyCollection<object> documents, BulkInsertMode mode, int batchSize) =>
        new BulkWriter<T, TId>(this, database, tenantId, [.. documents.Cast<T>()], mode, batchSize);

    /// <summary>The id as it is stored.</summary>
    /// <exception cref="DocumentIdTypeMismatchException">It is of another type than the document's id.</exception>
    internal TId ToStored(object id)
    {
        switch (id)
        {
            case null: throw new ArgumentNullException(nameof(id));
            case TId stored: return stored;
            case int number when typeof(TId) == typeof(long): return (TId)(object)(long)number;
        }

        if (WrappedId.Find(id.GetType()) is { } wrapped && Mapping.IdType is { } type && (Nullable.GetUnderlyingType(type) ?? type) == id.GetType())
        {
            return (TId)wrapped.Value.GetValue(id)!;
        }

        var isNumber = id is int or long;
        var wantsNumber = typeof(TId) == typeof(int) || typeof(TId) == typeof(long);
        throw new DocumentIdTypeMismatchException(isNumber && !wantsNumber
            ? $"The identity type for document type {DocumentType.Name} is not numeric"
            : $"Id/Document type mismatch. The id type for the included document type {DocumentType.Name} is {FriendlyIdType}, but {Friendly(id.GetType())} was used.");
    }

    private static string FriendlyIdType => Friendly(typeof(TId));

    private static string Friendly(Type type) =>
        type == typeof(int) ? "int" : type == typeof(long) ? "long" : type == typeof(string) ? "string" : type.FullName ?? type.Name;
}
