using JasperFx.Events;
using Marten.Services;
using Weasel.Core;
using Weasel.Storage;

namespace Marten.Engine.Sessions;

/// <summary>What a session is going to write, seen from outside.</summary>
internal sealed class PendingChanges(SessionCore core) : IUnitOfWork
{
    public IList<StreamAction> Streams() => [.. core.Streams.All];

    public IEnumerable<Weasel.Storage.IStorageOperation> Operations() => core.Work.Operations.Concat(core.DetectChanges()).ToArray();

    public IEnumerable<Weasel.Storage.IStorageOperation> OperationsFor<T>() => OperationsFor(typeof(T));

    public IEnumerable<Weasel.Storage.IStorageOperation> OperationsFor(Type documentType) => Operations().Where(o => o.DocumentType == documentType);

    public IEnumerable<object> Updates() => Documents(OperationRole.Update, OperationRole.Upsert);

    public IEnumerable<object> Inserts() => Documents(OperationRole.Insert);

    public IEnumerable<IDeletion> Deletions() => Operations().OfType<IDeletion>();

    public IEnumerable<T> UpdatesFor<T>() => Updates().OfType<T>();

    public IEnumerable<T> InsertsFor<T>() => Inserts().OfType<T>();

    public IEnumerable<T> AllChangedFor<T>() => Operations().OfType<IDocumentStorageOperation>().Select(o => o.Document).OfType<T>();

    public IEnumerable<IDeletion> DeletionsFor<T>() => DeletionsFor(typeof(T));

    public IEnumerable<IDeletion> DeletionsFor(Type documentType) => Deletions().Where(d => d.DocumentType == documentType);

    private IEnumerable<object> Documents(params OperationRole[] roles) =>
        Operations().OfType<IDocumentStorageOperation>().Where(o => roles.Contains(o.Role())).Select(o => o.Document);
}
