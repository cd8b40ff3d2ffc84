using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Exceptions;

namespace MartenFacts.Events.Model;

internal sealed partial class EventModel
{
    // All or nothing. Where several parts of a save are in the wrong, any of them may be named.
    private string[]? Save(ModelSession session)
    {
        if (session.Pending.Exists(a => IsLockedForOthers(session, a.Stream)) || session.Archives.Exists(s => IsLockedForOthers(session, s))) return null;
        if (!session.HasWork) return [Done];
        var after = new Dictionary<(string, int), ModelStream>(_streams);
        string[] failures = [.. session.Pending.SelectMany(a => Append(after, session.Tenant, a)), .. session.IsPoisoned ? Throws<DocumentAlreadyExistsException>("already exists") : []];
        if (failures.Length > 0) return [.. failures.Distinct()];

        foreach (var name in session.Archives)
        {
            if (after.TryGetValue((session.Tenant, name), out var archived)) after[(session.Tenant, name)] = archived with { IsArchived = true };
        }

        foreach (var action in session.Pending) action.Saved = after.GetValueOrDefault((session.Tenant, action.Stream))?.Version ?? 0;
        _streams.Clear();
        foreach (var (name, stream) in after) _streams.Add(name, stream);
        Notes += session.Notes;
        session.Forget();
        session.Locks.Clear();
        session.IsOpen = false;
        return [Done];
    }

    private string[] Append(Dictionary<(string, int), ModelStream> streams, string tenant, ModelAction action)
    {
        var name = (tenant, action.Stream);
        var stream = streams.GetValueOrDefault(name);
        var isUnexpected = action.Expected is { } expected && expected != (stream?.Version ?? 0);
        if (action.Events.Count == 0) return action.IsEnforced && isUnexpected ? Unexpected(action) : [];
        if (action.Starts && stream is not null) return Throws<ExistingStreamIdCollisionException>("already exists in the database");
        if (stream is { IsArchived: true }) return Throws<InvalidStreamOperationException>("Attempted to append event to archived stream");
        if (!action.Starts && isUnexpected) return Unexpected(action);
        var longer = (stream ?? new ModelStream([], action.IsTyped, IsArchived: false, Document: null)).With(action.Events);
        streams[name] = lifecycle == ProjectionLifecycle.Inline ? longer.Projected(action.Events) : longer;
        return [];
    }

    private static string[] Unexpected(ModelAction action) => Throws<EventStreamUnexpectedMaxEventIdException>($"expected {action.Expected} but was");
}
