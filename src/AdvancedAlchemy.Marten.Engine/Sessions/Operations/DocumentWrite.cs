using System.Data.Common;
using JasperFx;
using Marten.Engine.Documents;
using Marten.Exceptions;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;
using Weasel.Storage;

namespace Marten.Engine.Sessions;

/// <summary>Writes one document.</summary>
internal class DocumentWrite<T, TId> : EngineOperation, IDocumentStorageOperation, IDocumentWrite, IGroupable where T : notnull where TId : notnull
{
    private Guid? _expected;
    private Guid _version;

    internal DocumentWrite(DocumentStorage<T, TId> storage, string tenantId, T document, TId id, WriteKind kind)
    {
        TypedStorage = storage;
        TenantId = tenantId;
        TypedDocument = document;
        Id = id;
        Kind = kind;
    }

    public object Document => TypedDocument;

    public override Type DocumentType => typeof(T);

    public string TenantId { get; }

    object IDocumentWrite.Id => Id;

    internal override DocumentStorage Storage => TypedStorage;

    internal override bool ReturnsRows => Kind switch
    {
        WriteKind.Insert => !InsertsPlainly,
        WriteKind.Update => true,
        _ => TypedStorage.HasRevision || TypedStorage.ChecksVersion,
    };

    /// <summary>Whether a duplicate id may fail in the server, which then rolls the whole save back.</summary>
    internal bool InsertsPlainly { get; init; }

    internal WriteKind WriteKind => Kind;

    internal TId DocumentId => Id;

    internal T DocumentToWrite => TypedDocument;

    protected DocumentStorage<T, TId> TypedStorage { get; }

    protected T TypedDocument { get; }

    protected TId Id { get; }

    protected WriteKind Kind { get; }

    public override OperationRole Role() => Kind switch
    {
        WriteKind.Insert => OperationRole.Insert,
        WriteKind.Update => OperationRole.Update,
        _ => OperationRole.Upsert,
    };

    internal void ExpectVersion(Guid version) => _expected = version;

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        var statements = TypedStorage.Statements;
        var checks = TypedStorage.ChecksVersion && context.ChecksConcurrency && Kind != WriteKind.Insert;
        var command = new NpgsqlBatchCommand(Kind switch
        {
            WriteKind.Insert => InsertsPlainly ? statements.PlainInsert : statements.Insert,
            WriteKind.Update => checks ? statements.CheckedUpdate : statements.UncheckedUpdate,
            _ => checks ? statements.CheckedUpsert : statements.UncheckedUpsert,
        });

        Prepare(context);
        var columns = Kind == WriteKind.Update ? statements.Updated : statements.Inserted;
        foreach (var column in columns) column.Bind(command.Parameters, TypedDocument, context);
        if (Kind == WriteKind.Update)
        {
            command.Parameters.Add(new NpgsqlParameter<TId> { TypedValue = Id, NpgsqlDbType = TypedStorage.IdDbType });
            if (TypedStorage.IsTenanted) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = TenantId, NpgsqlDbType = NpgsqlDbType.Text });
        }

        if (checks) command.Parameters.Add(new NpgsqlParameter { Value = (object?)Expected(context) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        return command;
    }

    /// <summary>Sets in the context what this write needs of it.</summary>
    internal void Prepare(WriteContext context)
    {
        context.Metadata.TenantId = TenantId;
        context.Version = _version = TypedStorage.HasVersion ? CombGuid.NewVersion() : default;
        context.Revision = RequestedRevision(context);
        TypedStorage.Written.ApplySession(TypedDocument, context.Metadata);
    }

    /// <summary>Writes that expect a Guid version of their own stay on their own.</summary>
    public object? GroupKey(SessionCore core)
    {
        if ((Kind == WriteKind.Insert && !InsertsPlainly) || (Kind != WriteKind.Insert && TypedStorage.ChecksVersion)) return null;
        return TypedStorage.Groups.IsPossible ? (TypedStorage, TenantId, Kind, AsksForRevision(core)) : null;
    }

    public EngineOperation? Group(SessionCore core, IReadOnlyList<Weasel.Storage.IStorageOperation> operations, int start, int count)
    {
        var writes = new DocumentWrite<T, TId>[count];
        var ids = new HashSet<TId>(count);
        for (var i = 0; i < count; i++)
        {
            writes[i] = (DocumentWrite<T, TId>)operations[start + i];

            // One statement cannot write a row twice.
            if (!ids.Add(writes[i].Id)) return null;
        }

        return new GroupedWrite<T, TId>(TypedStorage, writes, AsksForRevision(core));
    }

    /// <summary>What the row of this document in the result of a shared statement says.</summary>
    internal void SucceededInGroup(long revision) => Succeeded(revision);

    internal Exception? FailedInGroup() => Failure();

    public override async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        if (await reader.ReadAsync(token).ConfigureAwait(false)) Succeeded(TypedStorage.HasRevision ? reader.GetFieldValue<long>(0) : 0);
        else if (Failure() is { } failure) exceptions.Add(failure);
    }

    /// <summary>Called when the transaction is committed.</summary>
    public virtual void Committed(SessionCore core)
    {
        if (TypedStorage.HasVersion) TypedStorage.Written.ApplyVersion(TypedDocument, _version);
        if (TypedStorage.ChecksVersion) core.Versions.Remember(TypedStorage, TenantId, Id, _version);
        if (core.TracksChanges) core.Track(TypedStorage, TenantId, TypedDocument);
    }

    internal override Exception? Translate(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation => new DocumentAlreadyExistsException(IsPrimaryKey(exception) ? null : exception, typeof(T), Id),
        PostgresErrorCodes.UntranslatableCharacter => new MartenCommandException(null, exception,
            $"The document {typeof(T).Name} #{Id} has text with the character U+0000, which PostgreSQL cannot store in jsonb."),
        _ => null,
    };

    protected virtual long RequestedRevision(WriteContext context) => 0;

    /// <summary>Whether a particular revision is asked for, where checks are on.</summary>
    protected virtual bool AsksForRevision(SessionCore core) => false;

    protected virtual void Succeeded(long revision)
    {
    }

    protected virtual Exception? Failure() => Kind switch
    {
        WriteKind.Insert => new DocumentAlreadyExistsException(typeof(T), Id),
        _ when TypedStorage.ChecksVersion => new ConcurrencyException(typeof(T), Id),
        _ => new NonExistentDocumentException(typeof(T), Id),
    };

    // Marten tells a taken id from a taken value by the inner exception, which only the latter has.
    private bool IsPrimaryKey(PostgresException exception) =>
        Kind == WriteKind.Insert && exception.ConstraintName?.StartsWith("pkey_", StringComparison.Ordinal) == true;

    private Guid? Expected(WriteContext context)
    {
        if (_expected is { } explicitly) return explicitly;
        return TypedStorage.Written.HasClaim
            ? TypedStorage.Written.ClaimedVersion(TypedDocument)
            : context.Core.Versions.Find(TypedStorage, TenantId, Id);
    }
}
