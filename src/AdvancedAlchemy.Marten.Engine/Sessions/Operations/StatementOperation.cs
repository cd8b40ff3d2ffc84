using Marten.Engine.Documents;
using Npgsql;
using Weasel.Core;

namespace Marten.Engine.Sessions;

/// <summary>A ready command over the documents of a type: delete-where and its kin.</summary>
internal sealed class StatementOperation(DocumentStorage storage, OperationRole role, Func<NpgsqlBatchCommand> command) : EngineOperation
{
    public override Type DocumentType => storage.DocumentType;

    internal override DocumentStorage Storage => storage;

    public override OperationRole Role() => role;

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context) => command();
}
