using Marten;
using Weasel.Storage;
using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace AdvancedAlchemy.Marten;

/// <summary>Keeps links whole in a save: targets exist and stay, deleted ones leave every list.</summary>
/// <remarks>
/// Targets are locked before anything is written and deleted before lists are searched. So a session that links and one that deletes
/// meet at the target's row first, whichever comes second sees what the other has done, and they never wait for each other in a circle.
/// </remarks>
internal static class LinkGuard
{
    public static async ValueTask RunAsync(
        IDocumentSession session, SaveListener layer, SessionState state, IStorageOperation[] pending, CancellationToken token)
    {
        var graph = LinkGraph.Of(session.DocumentStore);
        if (graph.IsEmpty) return;
        var deleted = Deletions(session, layer, graph, pending);
        var targets = Written(session, layer, graph, pending, deleted);
        if (targets is not null)
        {
            var missing = await LinkCheck.FindMissingAsync(session, layer, graph, targets, Known(session, layer, graph, targets, pending), deleted, token).ConfigureAwait(false);
            foreach (var (link, ids) in missing) session.QueueOperation(new LinkRefusal(state, new MissingLinkTargetException(link, ids)));
        }

        foreach (var ((model, tenant), ids) in deleted)
        {
            // The row of a soft-deleted target stays, and so do the links to it; its links are searched when the row is gone.
            foreach (var link in graph.To(model.Type))
            {
                // What is made of events would have the link again as soon as it is made anew.
                if (link.OnDelete == OnDelete.Cascade && layer.Model(link.OwnerType).IsProjected) continue;
                await session.Database.EnsureStorageExistsAsync(link.OwnerType, token).ConfigureAwait(false);
                var rows = Rows(session, layer, link, tenant);
                session.QueueOperation(link.OnDelete == OnDelete.Cascade
                    ? new LinkCascade(state, rows, ids, Touch(session, layer, state, rows))
                    : new LinkRestriction(state, rows, ids));
            }
        }
    }

    private static LinkTouch? Touch(IDocumentSession session, SaveListener layer, SessionState state, LinkRows rows) =>
        rows.Link.Touches && state.WithoutStamps == 0 && layer.Model(rows.Link.OwnerType).IsStamped
            ? LinkTouch.Of(rows.Owner, rows.Link.OwnerType, session.DocumentStore.Options.Serializer(), state.Stamper(layer.Options, session.LastModifiedBy))
            : null;

    private static LinkRows Rows(IDocumentSession session, SaveListener layer, LinkDefinition link, string tenant) =>
        new(link, layer.Model(link.OwnerType).Table(session), layer.Model(link.TargetType).Table(session), tenant);

    // the ids in the lists of the documents to be written, by link and tenant
    private static Dictionary<(LinkDefinition, string), HashSet<object>>? Written(
        IDocumentSession session,
        SaveListener layer,
        LinkGraph graph,
        IStorageOperation[] pending,
        Dictionary<(DocumentModel, string), List<object>> deleted)
    {
        Dictionary<(LinkDefinition, string), HashSet<object>>? targets = null;
        foreach (var operation in pending)
        {
            if (operation is not IDocumentStorageOperation write || layer.Model(write.Document.GetType()).IsProjected) continue;
            foreach (var link in graph.From(write.Document.GetType()))
            {
                link.RemoveRepetitions(write.Document);
                var model = layer.Model(graph.RootOf(link.TargetType));
                var key = (link, TenantOf(session, model, operation));
                HashSet<object>? gone = null;
                if (link.OnDelete == OnDelete.Cascade && !model.Table(session).IsSoftDeleted && deleted.TryGetValue((model, key.Item2), out var going))
                {
                    // The cascade takes them out of every row; the document in hand is to be as its row will be.
                    link.Remove(write.Document, gone = [.. going]);
                }

                foreach (var id in link.IdsOf(write.Document))
                {
                    if (gone?.Contains(id) == true) continue;
                    targets ??= [];
                    if (!targets.TryGetValue(key, out var ids)) targets.Add(key, ids = []);
                    ids.Add(id);
                }
            }
        }

        return targets;
    }

    // targets that this save stores itself
    private static HashSet<(Type, string, object)> Known(
        IDocumentSession session, SaveListener layer, LinkGraph graph, Dictionary<(LinkDefinition Link, string), HashSet<object>> targets, IStorageOperation[] pending)
    {
        HashSet<(Type, string, object)> known = [];
        var types = targets.Keys.Select(k => graph.RootOf(k.Link.TargetType)).ToHashSet();
        foreach (var operation in pending)
        {
            if (operation is not IDocumentStorageOperation write || !types.Contains(graph.RootOf(write.Document.GetType()))) continue;
            var model = layer.Model(graph.RootOf(write.Document.GetType()));
            known.Add((model.Type, TenantOf(session, model, operation), model.Table(session).IdOf(write.Document)));
        }

        return known;
    }

    private static Dictionary<(DocumentModel Model, string Tenant), List<object>> Deletions(
        IDocumentSession session, SaveListener layer, LinkGraph graph, IStorageOperation[] pending)
    {
        Dictionary<(DocumentModel, string), List<object>> deleted = [];
        foreach (var operation in pending)
        {
            var (type, id) = operation switch
            {
                IDeletion deletion => (deletion.DocumentType, deletion.Id),
                CheckedDeletion check => (check.DocumentType, check.Model.Table(session).IdOf(check.Document)),
                _ => (null, null),
            };
            if (type is null || id is null) continue;
            var model = layer.Model(graph.RootOf(type));
            var key = (model, TenantOf(session, model, operation));
            if (!deleted.TryGetValue(key, out var ids)) deleted.Add(key, ids = []);
            ids.Add(LinkIds.Stored(id));
        }

        return deleted;
    }

    private static string TenantOf(IDocumentSession session, DocumentModel model, IStorageOperation operation) =>
        model.Table(session).IsTenanted ? OperationTenant.Of(operation, session) : session.TenantId;
}
