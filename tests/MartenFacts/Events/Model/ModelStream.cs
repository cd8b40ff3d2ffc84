using System.Collections.Immutable;

namespace MartenFacts.Events.Model;

/// <summary>A stream as it should be.</summary>
/// <param name="Events">In order; the first has version 1.</param>
/// <param name="IsTyped">Whether it was begun for an aggregate.</param>
/// <param name="IsArchived">Whether it is closed to readers and writers.</param>
/// <param name="Document">What is stored of it.</param>
internal sealed record ModelStream(ImmutableList<object> Events, bool IsTyped, bool IsArchived, ModelState? Document)
{
    internal long Version => Events.Count;

    internal ModelStream With(IReadOnlyCollection<object> events) => this with { Events = Events.AddRange(events) };

    /// <summary>With what a projection in the save makes of its events: the document says the version that the stream has then.</summary>
    internal ModelStream Projected(IReadOnlyCollection<object> events) => !events.Any(ModelState.Concerns)
        ? this
        : this with { Document = ModelState.Fold(Document, events) is { } state ? state with { Version = Version } : null };

    /// <summary>With what a projection in the background makes of all events: the document says the version of the last one that it is about.</summary>
    internal ModelStream CaughtUp() => IsArchived ? this : this with { Document = ModelState.Fold(null, Events) is { } state ? state with { Version = LastConcerning() } : null };

    internal ModelStream Rebuilt() => IsArchived ? this with { Document = null } : CaughtUp();

    private long LastConcerning() => Events.FindLastIndex(ModelState.Concerns) + 1;

    /// <summary>The state at a version, made of the events; null beyond the last one.</summary>
    internal ModelState? At(long version)
    {
        if (IsArchived || version > Version) return null;
        var count = version == 0 ? Events.Count : (int)version;
        return ModelState.Fold(null, Events.Take(count)) is { } state ? state with { Version = count } : null;
    }
}
