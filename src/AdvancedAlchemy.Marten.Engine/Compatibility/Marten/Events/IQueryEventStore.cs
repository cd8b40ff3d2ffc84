using JasperFx.Events;
using Marten.Linq;

namespace Marten.Events;

/// <summary>Reads events.</summary>
public interface IQueryEventStore : JasperFx.Events.IQueryEventStore
{
    /// <summary>A query over all events of the session's tenant that are not archived, by anything that is known about them besides their data.</summary>
    IMartenQueryable<IEvent> QueryAllRawEvents();

    /// <summary>A query over the data of all events of a type, or of all known types that an abstract class or an interface fits.</summary>
    IMartenQueryable<T> QueryRawEventDataOnly<T>() where T : notnull;
}
