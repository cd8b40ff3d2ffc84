using System.Diagnostics;
using Marten;
using Orders.Domain;

namespace Orders.Load;

/// <summary>Takes one order after the other from its beginning to its end, until there are enough events.</summary>
internal sealed class OrderWriter(IDocumentStore store, Customer[] customers, EventBudget budget)
{
    private const int EventsOfAnOrder = 6;
    private static readonly string[] Products = ["gear wheel", "punched cards", "relay", "vacuum tube", "spare crank", "magnetic core"];

    internal int Events { get; private set; }

    internal int Orders { get; private set; }

    internal List<TimeSpan> Saves { get; } = [];

    internal async Task RunAsync(Action<double> done, CancellationToken token)
    {
        while (budget.Take(EventsOfAnOrder) is > 0 and var share)
        {
            var order = Guid.CreateVersion7();
            var first = Math.Min(share, EventsOfAnOrder - 2);
            await SaveAsync(session => Begin(session, order, first), token);
            if (share > first) await SaveAsync(session => DecideAsync(session, order, o => o.Pay(o.Total), token), token);
            if (share > first + 1) await SaveAsync(session => DecideAsync(session, order, o => o.Ship($"DE-{o.Slug}"), token), token);
            Events += share;
            Orders++;
            done(share);
        }
    }

    private Task Begin(IDocumentSession session, Guid id, int count)
    {
        var customer = customers[Random.Shared.Next(customers.Length)];
        var order = new Order { Id = id, CustomerId = customer.Id, Customer = customer.Name };
        List<object> events = [Order.Place(customer, $"order-{id:N}")];
        while (events.Count < count)
        {
            events.Add(order.Add(Products[Random.Shared.Next(Products.Length)], Random.Shared.Next(1, 10), Random.Shared.Next(1, 10_000) / 100m));
        }

        session.Events.StartStream<Order>(id, events);
        return Task.CompletedTask;
    }

    private static async Task DecideAsync(IDocumentSession session, Guid id, Func<Order, IOrderEvent> decide, CancellationToken token)
    {
        var stream = await session.Events.FetchForWriting<Order>(id, token);
        stream.AppendOne(decide(stream.Aggregate!));
    }

    private async Task SaveAsync(Func<IDocumentSession, Task> work, CancellationToken token)
    {
        var start = Stopwatch.GetTimestamp();
        await using var session = store.LightweightSession();
        session.LastModifiedBy = "load";
        await work(session);
        await session.SaveChangesAsync(token);
        Saves.Add(Stopwatch.GetElapsedTime(start));
    }
}
