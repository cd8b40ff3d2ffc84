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

    internal ModelStream With(IReadOnlyCollection<object> events)
    {
        var document = Document;
        var version = Version + events.Count;
        if (events.Any(ModelState.Concerns)) document = ModelState.Fold(document, events) is { } state ? state with { Version = version } : null;
        return this with { Events = Events.AddRange(events), Document = document };
    }

    /// <summary>The state at a version, made of the events; null beyond the last one.</summary>
    internal ModelState? At(long version)
    {
        if (IsArchived || version > Version) return null;
        var count = version == 0 ? Events.Count : (int)version;
        return ModelState.Fold(null, Events.Take(count)) is { } state ? state with { Version = count } : null;
    }
}
