using System.Data.Common;
using Marten.Engine.Sessions;
using Marten.Schema;

namespace Marten.Engine.Documents;

/// <summary>Storage of documents of type <typeparamref name="T"/>, whatever their id.</summary>
internal abstract class DocumentStorage<T>(DocumentMapping mapping) : DocumentStorage(mapping) where T : notnull
{
    /// <summary>How rows are read in the session: what is selected after <c>select</c>, and what makes a document of it.</summary>
    internal abstract DocumentSelector<T> SelectorFor(QuerySession session);

    internal abstract void Queue(DocumentSessionBase session, T document, WriteKind kind);

    internal abstract void QueueRevision(DocumentSessionBase session, T document, long revision, bool ignoreViolation);

    internal abstract void QueueExpectedVersion(DocumentSessionBase session, T document, Guid version);

    internal abstract void QueueDeletion(DocumentSessionBase session, T document, bool hard);

    internal abstract Task<T?> LoadAsync(QuerySession session, object id, CancellationToken token);

    internal abstract Task<IReadOnlyList<T>> LoadManyAsync(QuerySession session, Array ids, CancellationToken token);

    internal abstract Guid? VersionOf(QuerySession session, T document);

    internal abstract void Eject(DocumentSessionBase session, T document);

    /// <summary>The document of a row whose first column is the body.</summary>
    internal abstract T ReadRaw(DbDataReader reader, QuerySession session);

    /// <summary>The same, with the body read in the given way.</summary>
    internal virtual T ReadRaw(DbDataReader reader, QuerySession session, Func<DbDataReader, int, T> body) => ReadRaw(reader, session);

    internal override Task QueryRawAsync(QuerySession session, string sql, char placeholder, object[] parameters, CancellationToken token) =>
        session.QueryDocumentsAsync(this, sql, placeholder, parameters, token);

    internal override void EjectObject(DocumentSessionBase session, object document) => Eject(session, (T)document);

    internal override void QueueWrite(DocumentSessionBase session, object document, WriteKind kind) => Queue(session, (T)document, kind);

    internal override void QueueRevisionOf(DocumentSessionBase session, object document, long revision, bool ignoreViolation) =>
        QueueRevision(session, (T)document, revision, ignoreViolation);

    internal override void QueueExpectedVersionOf(DocumentSessionBase session, object document, Guid version) =>
        QueueExpectedVersion(session, (T)document, version);

    internal override Guid? VersionOfObject(QuerySession session, object document) => VersionOf(session, (T)document);

    internal override void QueueDelete(DocumentSessionBase session, object document, bool hard) => QueueDeletion(session, (T)document, hard);
}
