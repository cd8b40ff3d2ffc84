using JasperFx.Metadata;
using Marten.Engine.Documents;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;
using Weasel.Storage;

namespace Marten.Engine.Sessions;

/// <summary>Deletes one document, or marks it as deleted.</summary>
internal sealed class DocumentDeletion<T, TId> : EngineOperation, IDeletion, IDocumentDeletion where T : notnull where TId : notnull
{
    private readonly DocumentStorage<T, TId> _storage;
    private readonly bool _soft;
    private TId _id;

    internal DocumentDeletion(DocumentStorage<T, TId> storage, string tenantId, TId id, T? document, bool soft)
    {
        _storage = storage;
        TenantId = tenantId;
        _id = id;
        Document = document!;
        _soft = soft;
        if (!soft || document is not ISoftDeleted marked) return;
        marked.Deleted = true;
        marked.DeletedAt = TimeProvider.System.GetUtcNow();
    }

    public object Document { get; set; }

    public object Id
    {
        get => _id;
        set => _id = _storage.ToStored(value);
    }

    public string TenantId { get; }

    public bool IsSoft => _soft;

    public override Type DocumentType => typeof(T);

    internal override DocumentStorage Storage => _storage;

    public override OperationRole Role() => OperationRole.Deletion;

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        var command = new NpgsqlBatchCommand(_soft ? _storage.Statements.SoftDelete : _storage.Statements.HardDelete);
        command.Parameters.Add(new NpgsqlParameter<TId> { TypedValue = _id, NpgsqlDbType = _storage.IdDbType });
        if (_storage.IsTenanted) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = TenantId, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }
}
