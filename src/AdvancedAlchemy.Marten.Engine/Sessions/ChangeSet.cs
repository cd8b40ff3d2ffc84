using JasperFx.Events;
using Marten.Engine.Events;
using Marten.Services;
using Weasel.Core;
using Weasel.Storage;

namespace Marten.Engine.Sessions;

/// <summary>What one save has written.</summary>
internal sealed class ChangeSet(IReadOnlyList<Weasel.Storage.IStorageOperation> operations) : IChangeSet
{
    public IEnumerable<object> Updated => Documents(OperationRole.Update, OperationRole.Upsert);

    public IEnumerable<object> Inserted => Documents(OperationRole.Insert);

    public IEnumerable<IDeletion> Deleted => operations.OfType<IDeletion>();

    public IEnumerable<StreamAction> GetStreams() => operations.OfType<StreamOperation>().Where(o => o.Stream.Events.Count > 0).Select(o => o.Stream).Distinct();

    public IEnumerable<IEvent> GetEvents() => GetStreams().SelectMany(s => s.Events);

    public IChangeSet Clone() => new ChangeSet([.. operations]);

    private IEnumerable<object> Documents(params OperationRole[] roles) =>
        operations.OfType<IDocumentStorageOperation>().Where(o => roles.Contains(o.Role())).Select(o => o.Document);
}
