using System.Runtime.ExceptionServices;
using JasperFx.Events.Daemon;

namespace Marten.Engine.Events.Daemon;

/// <summary>What a subscription says of the page that it is given.</summary>
internal sealed class PageOutcome(long ceiling)
{
    private readonly List<DeadLetterEvent> _letters = [];
    private Exception? _failure;

    /// <summary>How far it is done.</summary>
    internal long Ceiling { get; private set; } = ceiling;

    internal IReadOnlyList<DeadLetterEvent> Letters => _letters;

    internal void Done(long processed) => Ceiling = Math.Min(Ceiling, processed);

    internal void Fail(Exception failure, long processed)
    {
        _failure = failure;
        Done(processed);
    }

    internal void Add(DeadLetterEvent letter) => _letters.Add(letter);

    internal void ThrowIfNothingIsDone(long floor)
    {
        if (Ceiling <= floor) ThrowIfFailed();
    }

    internal void ThrowIfFailed()
    {
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
    }
}
