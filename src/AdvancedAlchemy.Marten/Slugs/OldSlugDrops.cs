using Marten;
using Weasel.Storage;
using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace AdvancedAlchemy.Marten;

/// <summary>Lets old slugs go with their documents.</summary>
internal static class OldSlugDrops
{
    public static async ValueTask QueueAsync(IDocumentSession session, SaveListener layer, SessionState state, IStorageOperation[] pending, CancellationToken token)
    {
        if (!layer.Options.SlugRules.KeepsOld) return;
        foreach (var operation in pending)
        {
            var (type, id) = operation switch
            {
                IDeletion { Id: { } stored } deletion => (deletion.DocumentType, LinkIds.Stored(stored)),
                CheckedDeletion check => (check.DocumentType, check.Model.Table(session).IdOf(check.Document)),
                _ => (null, null),
            };
            if (type is null || id is null) continue;
            var model = layer.Model(type);
            if (!model.IsSlugged || !model.Slugs.KeepsOld) continue;
            var table = SlugTable.Of(session, layer, model);
            await session.Database.EnsureStorageExistsAsync(typeof(OldSlug), token).ConfigureAwait(false);
            session.QueueOperation(new OldSlugDrop(state, table.Old!, table.Table.IsTenanted ? OperationTenant.Of(operation, session) : session.TenantId, id));
        }
    }
}
