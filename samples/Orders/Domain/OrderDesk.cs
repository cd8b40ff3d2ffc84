using AdvancedAlchemy.Marten;
using JasperFx;
using Marten;

namespace Orders.Domain;

/// <summary>Takes orders and lets things happen to them, in the name of a clerk.</summary>
internal sealed class OrderDesk(IDocumentStore store, string clerk)
{
    private const int Attempts = 20;

    /// <summary>Places an order. Customer, event and order document are one save.</summary>
    internal async Task<Guid> PlaceAsync(string name, string email, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryToPlaceAsync(name, email, token);
            }
            catch (DocumentAlreadyExistsException e) when (attempt < Attempts && e.ToDuplicateKey(store) is not null)
            {
                // Another order of somebody of that name has got the address first; the next one is free.
            }
        }
    }

    /// <summary>Lets something happen to the order as it is now. If it changed in the meantime, the decision is made again.</summary>
    /// <exception cref="OrderRefusedException">It cannot happen.</exception>
    internal Task DecideAsync(Guid id, Func<Order, IOrderEvent> decide, CancellationToken token) => store.RetryOnConflictAsync(
        async session =>
        {
            session.LastModifiedBy = clerk;
            var stream = await session.Events.FetchForWriting<Order>(id, token);
            stream.AppendOne(decide(stream.Aggregate ?? throw new OrderRefusedException("There is no such order")));
        },
        token: token);

    /// <summary>The same, for somebody who looked at a version of the order and decided by what he saw.</summary>
    /// <exception cref="ConcurrencyException">The order has changed since.</exception>
    /// <exception cref="OrderRefusedException">It cannot happen.</exception>
    internal async Task DecideAsync(Guid id, long seen, Func<Order, IOrderEvent> decide, CancellationToken token)
    {
        await using var session = store.LightweightSession();
        session.LastModifiedBy = clerk;
        var stream = await session.Events.FetchForWriting<Order>(id, seen, token);
        stream.AppendOne(decide(stream.Aggregate ?? throw new OrderRefusedException("There is no such order")));
        await session.SaveChangesAsync(token);
    }

    private Task<Guid> TryToPlaceAsync(string name, string email, CancellationToken token) => store.RetryOnConflictAsync(
        async session =>
        {
            session.LastModifiedBy = clerk;
            var (customer, _) = await session.GetOrCreateAsync<Customer>(c => c.Email == email, () => new Customer { Name = name, Email = email }, token: token);
            var slug = await session.GetAvailableSlugAsync<Order>(customer.Name, token);
            return session.Events.StartStream<Order>(Order.Place(customer, slug)).Id;
        },
        token: token);
}
