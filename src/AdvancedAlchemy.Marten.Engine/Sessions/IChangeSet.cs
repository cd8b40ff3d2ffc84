using JasperFx.Events;
using Weasel.Storage;

namespace Marten.Services;

/// <summary>What a save has written.</summary>
public interface IChangeSet
{
    IEnumerable<object> Updated { get; }

    IEnumerable<object> Inserted { get; }

    IEnumerable<IDeletion> Deleted { get; }

    IEnumerable<IEvent> GetEvents();

    IEnumerable<StreamAction> GetStreams();

    IChangeSet Clone();
}
