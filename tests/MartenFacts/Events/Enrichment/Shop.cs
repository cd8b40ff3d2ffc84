using JasperFx.Events;
using JasperFx.Events.Grouping;
using Marten;
using Marten.Events.Aggregation;
using Marten.Events.Projections;

namespace MartenFacts.Events.Enrichment;

public sealed class Person
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";
}

public sealed class Reason
{
    public Guid Id { get; set; }

    public string Code { get; set; } = "";

    public string Text { get; set; } = "";
}

public interface IByPerson
{
    Guid PersonId { get; }
}

public sealed record Logged(string Name);

public sealed record Assigned(Guid PersonId) : IByPerson
{
    [System.Text.Json.Serialization.JsonIgnore]
    public Person? Person { get; set; }
}

public sealed record Reviewed(Guid PersonId) : IByPerson;

public sealed record Watched(List<Guid> PersonIds);

public sealed record Routed(string Code);

public sealed record Finished;

public sealed record Told(string Text);

public sealed record AssignedTo(Person Person);

/// <summary>A task with what is known of those who work on it.</summary>
public sealed class Chore
{
    public Guid Id { get; set; }

    public int Version { get; set; }

    public string? Person { get; set; }

    public string? Reason { get; set; }

    public bool IsFinished { get; set; }

    public List<string> Others { get; set; } = [];
}

/// <summary>Looks up people itself, in one query for all events.</summary>
public sealed class ChoreByHand : SingleStreamProjection<Chore, Guid>
{
    public override async Task EnrichEventsAsync(SliceGroup<Chore, Guid> group, IQuerySession querySession, CancellationToken cancellation)
    {
        var assigned = group.Slices.SelectMany(s => s.Events().OfType<IEvent<Assigned>>()).ToArray();
        if (assigned.Length == 0) return;
        var people = (await querySession.LoadManyAsync<Person>(cancellation, assigned.Select(e => e.Data.PersonId).Distinct().ToArray())).ToDictionary(p => p.Id);
        foreach (var e in assigned)
        {
            if (people.TryGetValue(e.Data.PersonId, out var person)) e.Data.Person = person;
        }
    }

    public override Chore? Evolve(Chore? snapshot, Guid id, IEvent e)
    {
        snapshot ??= new Chore { Id = id };
        if (e.Data is Assigned assigned) snapshot.Person = assigned.Person?.Name;
        if (e.Data is Finished) snapshot.IsFinished = true;
        return snapshot;
    }
}

/// <summary>Has its events replaced by richer ones.</summary>
public sealed partial class ChoreOfRicherEvents : SingleStreamProjection<Chore, Guid>
{
    public override Task EnrichEventsAsync(SliceGroup<Chore, Guid> group, IQuerySession querySession, CancellationToken cancellation) =>
        group.EnrichWith<Person>().ForEvent<Assigned>().ForEntityId(e => e.PersonId).EnrichAsync((slice, e, person) => slice.ReplaceEvent(e, new AssignedTo(person)));

    public void Apply(Logged e, Chore chore) => chore.Others.Add(e.Name);

    public void Apply(AssignedTo e, Chore chore) => chore.Person = e.Person.Name;
}

/// <summary>Is shown the documents after the events.</summary>
public sealed class ChoreWithReferences : SingleStreamProjection<Chore, Guid>
{
    public override async Task EnrichEventsAsync(SliceGroup<Chore, Guid> group, IQuerySession querySession, CancellationToken cancellation)
    {
        await group.EnrichWith<Person>().ForEvent<Assigned>().ForEntityId(e => e.PersonId).AddReferences();
        await group.EnrichWith<Reason>().ForEvent<Routed>().EnrichUsingEntityQuery<string>(async (slices, events, cache, token) =>
        {
            cache.ShouldBeNull();
            var codes = events.Select(e => e.Data.Code).Distinct().ToArray();
            var reasons = (await querySession.Query<Reason>().Where(r => codes.Contains(r.Code)).ToListAsync(token)).ToDictionary(r => r.Code);
            foreach (var slice in slices)
            {
                foreach (var code in slice.Events().OfType<IEvent<Routed>>().Select(e => e.Data.Code).Distinct().ToArray())
                {
                    if (reasons.TryGetValue(code, out var reason)) slice.Reference(reason);
                }
            }
        }, cancellation);
    }

    public override Chore? Evolve(Chore? snapshot, Guid id, IEvent e)
    {
        snapshot ??= new Chore { Id = id };
        switch (e.Data)
        {
            case References<Person> person: snapshot.Person = person.Entity.Name; break;
            case References<Reason> reason: snapshot.Reason = reason.Entity.Text; break;
            case Finished: snapshot.IsFinished = true; break;
        }

        return snapshot;
    }
}

/// <summary>Is told of people by all that the steps can look at.</summary>
public sealed partial class ChoreOfAllSteps : SingleStreamProjection<Chore, Guid>
{
    public override async Task EnrichEventsAsync(SliceGroup<Chore, Guid> group, IQuerySession querySession, CancellationToken cancellation)
    {
        await group.EnrichWith<Person>().ForEvent<IByPerson>().ForEntityIdFromEvent(e => e.Data.PersonId).EnrichAsync((slice, e, person) => slice.AddEvent(e.WithData(new Told($"1{person.Name}"))));
        await group.EnrichWith<Person>().ForEvents<Assigned, Finished>().ForEntityId(e => e.Data is Assigned assigned ? assigned.PersonId : (Guid?)null)
            .EnrichAsync((slice, e, person) => slice.AddEvent(e.WithData(new Told($"2{person.Name}"))));
        await group.EnrichWith<Person>().ForEvent<Watched>().ForEntityIds(e => e.PersonIds).EnrichAsync((slice, e, person) => slice.AddEvent(e.WithData(new Told($"3{person.Name}"))));
        await group.EnrichWith<Person>().ForEvent<Logged>().ForEntityIdFromStreamId().EnrichAsync((slice, e, person) => slice.AddEvent(e.WithData(new Told($"4{person.Name}"))));
        await group.EnrichWith<Person>().ForEvents<Logged, Watched>().ForEntityIdFromStreamId().AddReferences();
        await group.EnrichWith<Person>().ForEvent<Watched>().ForEntityIdsFromEvent(e => e.Data.PersonIds).AddReferences();
        await group.ReferencePeerView<Reason>();
    }

    public void Apply(Told told, Chore chore) => chore.Others.Add(told.Text);

    public void Apply(References<Person> person, Chore chore) => chore.Others.Add($"r{person.Entity.Name}");

    public void Apply(References<Reason> reason, Chore chore) => chore.Reason = reason.Entity.Text;
}

public sealed class Load
{
    public Guid Id { get; set; }

    public string? Name { get; set; }

    public int Chores { get; set; }
}

/// <summary>Makes a document of every person's tasks.</summary>
public sealed class LoadProjection : MultiStreamProjection<Load, Guid>
{
    public LoadProjection() => Identity<IByPerson>(e => e.PersonId);

    public override Task EnrichEventsAsync(SliceGroup<Load, Guid> group, IQuerySession querySession, CancellationToken cancellation) => group.ReferencePeerView<Person>();

    public override (Load?, JasperFx.Events.Daemon.ActionType) DetermineAction(Load? snapshot, Guid identity, IReadOnlyList<IEvent> events)
    {
        snapshot ??= new Load { Id = identity };
        if (events.TryFindReference<Person>(out var person)) snapshot.Name = person.Name;
        snapshot.Chores += events.Count(e => e.Data is IByPerson);
        events.AllReferenced<Person>().Count().ShouldBeLessThan(2);
        return (snapshot, JasperFx.Events.Daemon.ActionType.Store);
    }
}
