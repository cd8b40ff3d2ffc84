using JasperFx.Events;
using JasperFx.Events.Grouping;
using Marten;
using Marten.Events.Aggregation;
using Marten.Events.Projections;

namespace MartenFacts.Events.Projections;

public interface IOfDay
{
    int Day { get; }
}

public sealed record Departed(int Day) : IOfDay;

public sealed record Arrived(int Day, string[] Towns) : IOfDay;

public sealed record Visit(string Town);

public sealed record Joined(Guid Group);

public sealed class Day
{
    public int Id { get; set; }

    public int Started { get; set; }

    public int Ended { get; set; }

    public List<string> Towns { get; set; } = [];

    public int Version { get; set; }
}

public sealed partial class DayProjection : MultiStreamProjection<Day, int>
{
    public DayProjection()
    {
        Identity<IOfDay>(e => e.Day);
        FanOut<Arrived, Visit>(e => e.Towns.Select(town => new Visit(town)));
    }

    public void Apply(Day day, Departed e) => day.Started++;

    public void Apply(Day day, IEvent<Arrived> e) => day.Ended++;

    public void Apply(Day day, Visit e) => day.Towns.Add(e.Town);

    public bool ShouldDelete(Closed e) => true;
}

public sealed class Town
{
    public string Id { get; set; } = "";

    public int Visits { get; set; }
}

public sealed partial class TownProjection : MultiStreamProjection<Town, string>
{
    public TownProjection() => Identities<Arrived>(e => e.Towns);

    public Town Create(Arrived e) => new() { Visits = 1 };

    public Town Apply(Arrived e, Town town) => new() { Visits = town.Visits + 1 };
}

public sealed partial class VisitProjection : MultiStreamProjection<Town, string>
{
    public VisitProjection()
    {
        FanOut<Arrived, Visit>(e => e.Towns.Select(town => new Visit(town)), FanoutMode.BeforeGrouping);
        Identity<Visit>(e => e.Town);
    }

    public void Apply(Visit e, Town town) => town.Visits++;
}

public sealed class Membership
{
    public Guid Id { get; set; }

    public int Events { get; set; }
}

public sealed partial class MembershipProjection : MultiStreamProjection<Membership, Guid>
{
    public MembershipProjection() => CustomGrouping(new Grouper());

    public void Apply(Membership membership, Deposited e) => membership.Events++;

    // The group of a stream is found in what was stored of it before.
    private sealed class Grouper : IAggregateGrouper<Guid>
    {
        public async Task Group(IQuerySession session, IReadOnlyList<IEvent> events, IEventGrouping<Guid> grouping)
        {
            var links = await session.LoadManyAsync<Link>(events.Select(e => e.StreamId).Distinct());
            foreach (var link in links) grouping.AddEvents(link.Group, events.Where(e => e.StreamId == link.Id));
        }
    }
}

public sealed class Link
{
    public Guid Id { get; set; }

    public Guid Group { get; set; }
}

public sealed class Turnover
{
    public string Id { get; set; } = "";

    public decimal Sum { get; set; }
}

public sealed partial class TurnoverProjection : MultiStreamProjection<Turnover, string>
{
    public TurnoverProjection() => RollUpByTenant();

    public void Apply(Turnover turnover, Deposited e) => turnover.Sum += e.Amount;
}

public sealed partial class JournalProjection : EventProjection
{
    public Link Create(IEvent<Joined> e) => new() { Id = e.StreamId, Group = e.Data.Group };

    public Task<Summary> Transform(IEvent<Opened> e) => Task.FromResult(new Summary { Id = e.Id, Text = e.Data.Owner });

    public void Project(IEvent<Closed> e, IDocumentOperations operations) => operations.Delete<Link>(e.StreamId);

    public async Task Project(Deposited e, IDocumentOperations operations, CancellationToken token)
    {
        await Task.Yield();
        if (e.Amount < 0) throw new InvalidDataException("negative");
        operations.Store(new Town { Id = $"deposit {e.Amount}" });
    }
}

public sealed partial class CountingProjection : EventProjection
{
    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        operations.Store(new Town { Id = $"{e.EventTypeName} {e.Version}" });
        return ValueTask.CompletedTask;
    }
}

public sealed class PageProjection : IProjection
{
    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        operations.Store(new Town { Id = string.Join(' ', events.Select(e => e.EventTypeName)), Visits = events.Count });
        return Task.CompletedTask;
    }
}
