using JasperFx.Events;
using Weasel.Storage;

namespace Marten.Services;

/// <summary>What a session is going to write.</summary>
public interface IUnitOfWork
{
    /// <summary>What is to be appended, a stream each.</summary>
    IList<StreamAction> Streams();

    IEnumerable<object> Updates();

    IEnumerable<object> Inserts();

    IEnumerable<IDeletion> Deletions();

    IEnumerable<T> UpdatesFor<T>();

    IEnumerable<T> InsertsFor<T>();

    IEnumerable<T> AllChangedFor<T>();

    IEnumerable<IDeletion> DeletionsFor<T>();

    IEnumerable<IDeletion> DeletionsFor(Type documentType);

    IEnumerable<IStorageOperation> Operations();

    IEnumerable<IStorageOperation> OperationsFor<T>();

    IEnumerable<IStorageOperation> OperationsFor(Type documentType);
}
