using JasperFx.Events;
using JasperFx.Events.Daemon;

namespace Marten.Engine.Events.Daemon;

/// <summary>Events one after the other, as they were read for a shard.</summary>
/// <param name="Floor">The event before the first.</param>
/// <param name="Ceiling">The last one that was looked at.</param>
/// <param name="Events">Those that the shard is about.</param>
/// <param name="Letters">Those that could not be read.</param>
internal sealed record LoadedPage(long Floor, long Ceiling, List<IEvent> Events, IReadOnlyList<DeadLetterEvent> Letters);
