using System.Linq.Expressions;
using System.Text.Json.Nodes;
using JasperFx.Events;
using Marten.Engine.Documents;
using Marten.Engine.Patching;
using Marten.Engine.Sessions;
using Npgsql;
using NpgsqlTypes;
using Weasel.Postgresql.SqlGeneration;

namespace Marten.Patching;

/// <summary>Changes documents on the server, without loading them.</summary>
public static class PatchingExtensions
{
    /// <summary>Patches the document with the id; nothing happens if there is none.</summary>
    public static IPatchExpression<T> Patch<T>(this IDocumentOperations operations, int id) where T : notnull => ById<T>(operations, id);

    /// <summary>Patches the document with the id; nothing happens if there is none.</summary>
    public static IPatchExpression<T> Patch<T>(this IDocumentOperations operations, long id) where T : notnull => ById<T>(operations, id);

    /// <summary>Patches the document with the id; nothing happens if there is none.</summary>
    public static IPatchExpression<T> Patch<T>(this IDocumentOperations operations, string id) where T : notnull => ById<T>(operations, id);

    /// <summary>Patches the document with the id; nothing happens if there is none.</summary>
    public static IPatchExpression<T> Patch<T>(this IDocumentOperations operations, Guid id) where T : notnull => ById<T>(operations, id);

    /// <summary>Patches every document for which the condition holds when the session is saved.</summary>
    public static IPatchExpression<T> Patch<T>(this IDocumentOperations operations, Expression<Func<T, bool>> filter) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(filter);
        var session = SessionOf(operations);
        var storage = session.Core.Store.Storages.For<T>();
        return Queue<T>(session, storage, session.Core.Store.Queries.Where(session, storage, "", filter, filterDeleted: true));
    }

    /// <summary>Patches every document that meets the SQL condition; the table's alias is <c>d</c>.</summary>
    public static IPatchExpression<T> Patch<T>(this IDocumentOperations operations, ISqlFragment fragment) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(fragment);
        var session = SessionOf(operations);
        var storage = session.Core.Store.Storages.For<T>();
        var tenantId = session.TenantId;
        return Queue<T>(session, storage, () => Condition(storage, tenantId, fragment));
    }

    private static PatchExpression<T> ById<T>(IDocumentOperations operations, object id) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(id);
        var session = SessionOf(operations);
        var storage = session.Core.Store.Storages.For<T>();
        var (stored, tenantId) = (storage.StoredId(id), session.TenantId);
        return Queue<T>(session, storage, () => Condition(storage, tenantId, new IdFragment(stored)));
    }

    private static PatchExpression<T> Queue<T>(DocumentSessionBase session, DocumentStorage storage, Func<NpgsqlBatchCommand> condition)
    {
        var steps = new JsonArray();
        session.Core.Work.Add(new PatchOperation(storage, steps, condition));
        return new PatchExpression<T>(storage, steps);
    }

    private static NpgsqlBatchCommand Condition(DocumentStorage storage, string tenantId, ISqlFragment fragment)
    {
        using var batch = new NpgsqlBatch();
        var builder = new BatchBuilder(batch, tenantId);
        builder.Append(" where ");
        if (storage.IsSoftDeleted) builder.Append(DocumentStorage.NotDeletedFilter + " and ");
        if (storage.TypeFilter is { } type) builder.Append(type + " and ");
        if (storage.IsTenanted)
        {
            builder.Append("d.tenant_id = ");
            builder.AppendParameter(tenantId, NpgsqlDbType.Text);
            builder.Append(" and ");
        }

        builder.Append("(");
        fragment.Apply(builder);
        builder.Append(")");
        builder.Finish();
        var command = batch.BatchCommands[0];
        batch.BatchCommands.Clear();
        return command;
    }

    private static DocumentSessionBase SessionOf(IDocumentOperations operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        return operations as DocumentSessionBase
            ?? throw new ArgumentException($"A {operations.GetType().Name} cannot patch: it is no session of a document store", nameof(operations));
    }
}
