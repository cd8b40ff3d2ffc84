using JasperFx;
using JasperFx.MultiTenancy;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Tables;
using Marten.Engine.Sessions;
using Marten.Schema;

namespace Marten.Engine.Documents;

/// <summary>Everything that is worked out once about storing one document type.</summary>
internal abstract class DocumentStorage : QueriedTable
{
    protected DocumentStorage(DocumentMapping mapping) : base(mapping, mapping.TableName.QualifiedName, mapping.TenancyStyle == TenancyStyle.Conjoined)
    {
        IsSoftDeleted = mapping.DeleteStyle == DeleteStyle.SoftDelete;
        IsPartitioned = IsSoftDeleted && mapping.PartitionBySoftDelete;
        HasRevision = mapping.UseNumericRevisions;
        HasVersion = !HasRevision && mapping.Metadata.Version.Enabled;
        ChecksVersion = !HasRevision && mapping.UseOptimisticConcurrency;
    }

    internal bool IsSoftDeleted { get; }

    /// <summary>Whether deleted rows are in a partition of their own, and so mt_deleted is part of the key.</summary>
    internal bool IsPartitioned { get; }

    internal bool HasRevision { get; }

    internal bool HasVersion { get; }

    /// <summary>Whether documents are the states of streams, and their revisions the versions of these.</summary>
    internal bool FollowsStream => Mapping.FollowsStream && HasRevision;

    /// <summary>Whether Guid versions are checked on writes.</summary>
    internal bool ChecksVersion { get; }

    /// <summary>Whether rows may be of several types.</summary>
    internal bool IsHierarchy => Mapping.Metadata.DocumentType.Enabled;

    /// <summary>The condition that rows of this type meet, in a table with others; null where the table has no others.</summary>
    internal virtual string? TypeFilter => null;

    internal override string? HidingColumn => IsSoftDeleted ? "mt_deleted" : null;

    internal override SqlPart? TypeCondition => TypeFilter is { } type ? new SqlText(type) : null;

    internal override ValueTask EnsureAsync(EngineDatabase database, CancellationToken token) => database.EnsureAsync(this, token);

    /// <summary>The storage that does the work, and that sessions know documents by: the parent's for a subclass.</summary>
    internal virtual DocumentStorage Root => this;

    internal abstract Type StoredIdType { get; }

    internal abstract object IdOf(object document);

    /// <summary>The id as it is stored.</summary>
    internal abstract object StoredId(object id);

    internal abstract void EjectObject(DocumentSessionBase session, object document);

    /// <summary>A command for the documents that the SQL selects, and a function that reads one from a row.</summary>
    internal abstract (Npgsql.NpgsqlCommand Command, Delegate Read) RawQuery(QuerySession session, string sql, char placeholder, object[] parameters);

    internal abstract void QueueWrite(DocumentSessionBase session, object document, WriteKind kind);

    internal abstract void QueueRevisionOf(DocumentSessionBase session, object document, long revision, bool ignoreViolation);

    internal abstract void QueueExpectedVersionOf(DocumentSessionBase session, object document, Guid version);

    internal abstract Guid? VersionOfObject(QuerySession session, object document);

    internal abstract void QueueDelete(DocumentSessionBase session, object document, bool hard);

    /// <summary>Deletes a document by its id, after whatever is written of it before.</summary>
    internal abstract void QueueProjectedDeletion(DocumentSessionBase session, object id, bool hard);

    /// <summary>Has the session read the document of an id again, unless there are changes of it to be saved.</summary>
    internal abstract void ForgetUnchanged(DocumentSessionBase session, object id);

    /// <summary>Has the session not know the document of an id any more.</summary>
    internal abstract void ForgetId(SessionCore core, string tenantId, object id);

    internal abstract void QueueDeleteById(DocumentSessionBase session, object id, bool hard);

    internal abstract BulkWork BulkInsert(
        EngineDatabase database, string tenantId, IReadOnlyCollection<object> documents, Weasel.Core.BulkInsertMode mode, int batchSize);

    /// <summary>What every query on a soft-deleted type begins with.</summary>
    internal static readonly string NotDeletedFilter = "d.mt_deleted = False";
}
