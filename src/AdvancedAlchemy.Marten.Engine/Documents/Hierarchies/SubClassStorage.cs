using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Marten.Engine.Schema;
using Marten.Engine.Sessions;
using Marten.Schema;
using Npgsql;
using Weasel.Core;

namespace Marten.Engine.Documents;

/// <summary>Documents of a subclass, in the table of its parent: all the work is the parent's.</summary>
internal sealed class SubClassStorage<TSub, T> : DocumentStorage<TSub> where T : notnull where TSub : T
{
    private readonly DocumentStorage<T> _parent;
    private readonly DocumentCodec<TSub> _codec;
    private SubClassSelector<TSub, T>? _plain;

    internal SubClassStorage(DocumentStorage<T> parent, SubClassMapping subClass) : base(parent.Mapping)
    {
        _parent = parent;
        _codec = new DocumentCodec<TSub>(parent.Mapping.StoreOptions.Serializer());
        TypeFilter = subClass.Aliases is [var only]
            ? $"d.mt_doc_type = {Identifier.Literal(only)}"
            : $"d.mt_doc_type = ANY(ARRAY[{string.Join(", ", subClass.Aliases.Select(Identifier.Literal))}])";
    }

    internal override Type DocumentType => typeof(TSub);

    internal override string TypeFilter { get; }

    internal override DocumentStorage Root => _parent;

    internal override Type StoredIdType => _parent.StoredIdType;

    internal override object IdOf(object document) => _parent.IdOf(document);

    internal override object StoredId(object id) => _parent.StoredId(id);

    internal override DocumentSelector<TSub> SelectorFor(QuerySession session) =>
        _parent.SelectorFor(session) is var selector && selector == _parent.Tracking ? Tracking : _plain ??= new SubClassSelector<TSub, T>(selector);

    internal override DocumentSelector<TSub> Tracking => field ??= new SubClassSelector<TSub, T>(_parent.Tracking);

    internal override DocumentSelector<TSub> Untracked => field ??= new SubClassSelector<TSub, T>(_parent.Untracked);

    internal override void Queue(DocumentSessionBase session, TSub document, WriteKind kind) => _parent.Queue(session, document, kind);

    internal override void QueueRevision(DocumentSessionBase session, TSub document, long revision, bool ignoreViolation) =>
        _parent.QueueRevision(session, document, revision, ignoreViolation);

    internal override void QueueExpectedVersion(DocumentSessionBase session, TSub document, Guid version) =>
        _parent.QueueExpectedVersion(session, document, version);

    internal override void QueueDeletion(DocumentSessionBase session, TSub document, bool hard) => _parent.QueueDeletion(session, document, hard);

    internal override void QueueDeleteById(DocumentSessionBase session, object id, bool hard) => _parent.QueueDeleteById(session, id, hard);

    // A document of the parent with this id is not what was asked for.
    internal override async Task<TSub?> LoadAsync(QuerySession session, object id, CancellationToken token) =>
        await _parent.LoadAsync(session, id, token).ConfigureAwait(false) is TSub found ? found : default;

    internal override async Task<IReadOnlyList<TSub>> LoadManyAsync(QuerySession session, Array ids, CancellationToken token) =>
        [.. (await _parent.LoadManyAsync(session, ids, token).ConfigureAwait(false)).OfType<TSub>()];

    internal override async Task<IReadOnlyList<TSub>> LoadLivingAsync(QuerySession session, Array ids, CancellationToken token) =>
        [.. (await _parent.LoadLivingAsync(session, ids, token).ConfigureAwait(false)).OfType<TSub>()];

    internal override void QueueProjected(DocumentSessionBase session, TSub document, object id, long revision) =>
        _parent.QueueProjected(session, document, id, revision);

    internal override void QueueProjectedDeletion(DocumentSessionBase session, object id, bool hard) => _parent.QueueProjectedDeletion(session, id, hard);

    internal override void ForgetUnchanged(DocumentSessionBase session, object id) => _parent.ForgetUnchanged(session, id);

    internal override void ForgetId(SessionCore core, string tenantId, object id) => _parent.ForgetId(core, tenantId, id);

    internal override Guid? VersionOf(QuerySession session, TSub document) => _parent.VersionOf(session, document);

    internal override void Eject(DocumentSessionBase session, TSub document) => _parent.Eject(session, document);

    internal override BulkWork BulkInsert(EngineDatabase database, string tenantId, IReadOnlyCollection<object> documents, BulkInsertMode mode, int batchSize) =>
        _parent.BulkInsert(database, tenantId, documents, mode, batchSize);

    internal override TSub ReadColumns(DbDataReader reader, int body, QuerySession session, Func<DbDataReader, int, TSub>? plain) =>
        (TSub)_parent.ReadColumns(reader, body, session, (r, i) => _codec.Read(r, i));

    internal override TSub Known(QuerySession session, TSub document) => (TSub)_parent.Known(session, document)!;

    internal override bool TryFindKnown(QuerySession session, object id, [MaybeNullWhen(false)] out TSub known)
    {
        known = _parent.TryFindKnown(session, id, out var found) && found is TSub own ? own : default;
        return known is not null;
    }

    internal override NpgsqlCommand? LoadManyCommand(QuerySession session, Array ids, List<TSub> found)
    {
        var all = new List<T>();
        var command = _parent.LoadManyCommand(session, ids, all);
        found.AddRange(all.OfType<TSub>());
        if (command is not null) command.CommandText += " and " + TypeFilter;
        return command;
    }
}
