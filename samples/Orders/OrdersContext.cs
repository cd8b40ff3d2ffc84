using Marten;
using Spectre.Console;

namespace Orders;

/// <summary>What every command needs.</summary>
internal sealed record OrdersContext(OrdersStore Orders, OrdersOptions Options, IAnsiConsole Console, CancellationToken Token)
{
    internal IDocumentStore Store => Orders.Store;
}
