using System.Data.Common;
using Marten.Engine.Documents;
using Npgsql;
using Weasel.Core;

namespace Marten.Engine.Sessions;

/// <summary>Writes of many documents of one type in one statement.</summary>
internal sealed class GroupedWrite<T, TId>(DocumentStorage<T, TId> storage, DocumentWrite<T, TId>[] writes, bool asksForRevision) : EngineOperation
    where T : notnull where TId : notnull
{
    public override Type DocumentType => typeof(T);

    internal override DocumentStorage Storage => storage;

    internal override bool ReturnsRows => writes[0].ReturnsRows;

    internal override int Writes => writes.Length;

    public override OperationRole Role() => writes[0].Role();

    internal override NpgsqlBatchCommand CreateCommand(WriteContext context)
    {
        var statements = storage.Groups;
        var requested = asksForRevision || !storage.HasRevision;
        var command = new NpgsqlBatchCommand(writes[0].WriteKind switch
        {
            WriteKind.Insert => statements.Insert,
            WriteKind.Update => requested ? statements.RequestedUpdate : statements.NextUpdate,
            _ => requested ? statements.RequestedUpsert : statements.NextUpsert,
        });
        var arrays = statements.Columns.Select(c => c.CreateArray(writes.Length)).OfType<IColumnArray<T>>().ToArray();
        foreach (var write in writes)
        {
            write.Prepare(context);
            foreach (var array in arrays) array.Add(write.DocumentToWrite, context);
        }

        foreach (var array in arrays) command.Parameters.Add(array.ToParameter());
        return command;
    }

    public override async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        var missing = writes.ToDictionary(w => w.DocumentId);
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            if (missing.Remove(reader.GetFieldValue<TId>(0), out var write)) write.SucceededInGroup(reader.GetFieldValue<long>(1));
        }

        foreach (var write in writes)
        {
            if (missing.ContainsKey(write.DocumentId) && write.FailedInGroup() is { } failure) exceptions.Add(failure);
        }
    }
}
