using System.Data.Common;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Projection;
using Marten.Schema;

namespace Marten.Engine.Documents;

/// <summary>Storage of documents of type <typeparamref name="T"/>, whatever their id.</summary>
internal abstract class DocumentStorage<T>(DocumentMapping mapping) : DocumentStorage(mapping) where T : notnull
{
    /// <summary>How rows are read in the session: what is selected after <c>select</c>, and what makes a document of it.</summary>
    internal abstract DocumentSelector<T> SelectorFor(QuerySession session);

    /// <summary>The selector of sessions that remember documents: what it reads is the id and then what the other one reads.</summary>
    internal abstract DocumentSelector<T> Tracking { get; }

    /// <summary>The selector of sessions that do not.</summary>
    internal abstract DocumentSelector<T> Untracked { get; }

    internal abstract void Queue(DocumentSessionBase session, T document, WriteKind kind);

    internal abstract void QueueRevision(DocumentSessionBase session, T document, long revision, bool ignoreViolation);

    internal abstract void QueueExpectedVersion(DocumentSessionBase session, T document, Guid version);

    internal abstract void QueueDeletion(DocumentSessionBase session, T document, bool hard);

    internal abstract Task<T?> LoadAsync(QuerySession session, object id, CancellationToken token);

    internal abstract Task<IReadOnlyList<T>> LoadManyAsync(QuerySession session, Array ids, CancellationToken token);

    /// <summary>The same without those that are marked as deleted.</summary>
    internal abstract Task<IReadOnlyList<T>> LoadLivingAsync(QuerySession session, Array ids, CancellationToken token);

    /// <summary>Writes what a projection has made. It takes the place of what the session knows by its id.</summary>
    /// <param name="session">Writes it.</param>
    /// <param name="document">The document.</param>
    /// <param name="id">Its id, as it is stored.</param>
    /// <param name="revision">The revision it gets, unless it has a higher one; 0 for the one that the server knows.</param>
    internal abstract void QueueProjected(DocumentSessionBase session, T document, object id, long revision);

    /// <summary>Whether new documents can be copied into the table as they are.</summary>
    internal virtual bool TakesCopies => false;

    /// <summary>Writes what a projection has made, none of which it has written yet, in the transaction of the connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="documents">What it has made.</param>
    /// <param name="mayMeet">Whether others may have written some of them: they are left where they are further.</param>
    /// <param name="token">Gives up.</param>
    internal virtual Task CopyProjectedAsync(Npgsql.NpgsqlConnection connection, IEnumerable<Projected<T>> documents, bool mayMeet, CancellationToken token) =>
        throw new NotSupportedException($"Documents of type {typeof(T).Name} cannot be copied");

    internal abstract Guid? VersionOf(QuerySession session, T document);

    internal abstract void Eject(DocumentSessionBase session, T document);

    internal override (Npgsql.NpgsqlCommand Command, Delegate Read) RawQuery(QuerySession session, string sql, char placeholder, object[] parameters) =>
        session.RawDocuments(this, sql, placeholder, parameters);

    /// <summary>The document of a row with its body and, after that, its metadata: by name where the columns have names, or else in order.</summary>
    /// <param name="reader">On a row.</param>
    /// <param name="body">The index of the body.</param>
    /// <param name="session">The session that remembers the document.</param>
    /// <param name="plain">Reads a body whose row does not name its type; null for documents of <typeparamref name="T"/> itself.</param>
    internal abstract T ReadColumns(DbDataReader reader, int body, QuerySession session, Func<DbDataReader, int, T>? plain = null);

    /// <summary>Makes a document that was not read by the session one that it knows; gives the one that it knew before if there is one.</summary>
    internal abstract T Known(QuerySession session, T document);

    /// <summary>Looks for a document that the session has loaded already.</summary>
    internal abstract bool TryFindKnown(QuerySession session, object id, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T known);

    /// <summary>A command for the documents with the ids, but for those that the session knows: they are added to <paramref name="found"/>.</summary>
    internal abstract Npgsql.NpgsqlCommand? LoadManyCommand(QuerySession session, Array ids, List<T> found);

    internal override WholeDocument Whole(string alias)
    {
        var documents = new DocumentColumns<T>(this);
        return new WholeDocument(documents.In(alias), (Func<Npgsql.NpgsqlDataReader, int, QuerySession, T?>)documents.Read);
    }

    internal override void EjectObject(DocumentSessionBase session, object document) => Eject(session, (T)document);

    internal override void QueueWrite(DocumentSessionBase session, object document, WriteKind kind) => Queue(session, (T)document, kind);

    internal override void QueueRevisionOf(DocumentSessionBase session, object document, long revision, bool ignoreViolation) =>
        QueueRevision(session, (T)document, revision, ignoreViolation);

    internal override void QueueExpectedVersionOf(DocumentSessionBase session, object document, Guid version) =>
        QueueExpectedVersion(session, (T)document, version);

    internal override Guid? VersionOfObject(QuerySession session, object document) => VersionOf(session, (T)document);

    internal override void QueueDelete(DocumentSessionBase session, object document, bool hard) => QueueDeletion(session, (T)document, hard);
}
