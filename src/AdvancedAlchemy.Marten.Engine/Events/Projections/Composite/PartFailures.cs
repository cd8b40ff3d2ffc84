using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Daemon;

namespace Marten.Engine.Events.Projections;

/// <summary>The events of a page that parts of a composite projection have failed on: each is left out for the part only.</summary>
internal sealed class PartFailures
{
    private readonly HashSet<(ProjectionBase Part, long Sequence, Guid Id)> _leftOut = [];
    private ApplyEventException? _failure;
    private (ProjectionBase Part, long Sequence, Guid Id)? _failed;

    /// <summary>Remembers which part has failed.</summary>
    /// <param name="part">The part.</param>
    /// <param name="failure">Its failure.</param>
    /// <param name="seen">The events that it was given.</param>
    internal void Blame(ProjectionBase part, ApplyEventException failure, IReadOnlyList<IEvent> seen)
    {
        var e = failure.Event;
        _failure = failure;
        _failed = IsReference(e) && IMadeEvent.Is(e) || seen.Any(s => s.Sequence == e.Sequence && s.Id == e.Id) ? (part, e.Sequence, e.Id)
            : seen.FirstOrDefault(s => s.Sequence == e.Sequence && !IMadeEvent.Is(s)) is { } source ? (part, source.Sequence, source.Id)
            : null;
    }

    /// <summary>Whether anything is won by leaving out what the failure is of.</summary>
    internal bool CanGoOnAfter(ApplyEventException failure) => ReferenceEquals(failure, _failure) && _failed is { } failed && !_leftOut.Contains(failed);

    /// <summary>Leaves out what has failed last.</summary>
    /// <returns>The part that does without it.</returns>
    internal ShardName LeaveOut()
    {
        var failed = _failed!.Value;
        _leftOut.Add(failed);
        return ProjectionShard.NameOf(failed.Part);
    }

    internal bool IsLeftOut(ProjectionBase part, IEvent e) => _leftOut.Contains((part, e.Sequence, e.Id));

    /// <summary>What of a page a part sees.</summary>
    internal IReadOnlyList<IEvent> SeenBy(ProjectionBase part, IReadOnlyList<IEvent> page) => _leftOut.Count == 0 ? page : [.. page.Where(e => !IsLeftOut(part, e))];

    /// <summary>Whether it only stands for a document that was looked up.</summary>
    internal static bool IsReference(IEvent e) => e.EventType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(References<>);
}
