namespace MartenFacts.Events;

public sealed record Opened(string Owner);

public sealed record Deposited(decimal Amount);

public sealed record Withdrawn(decimal Amount);

public sealed record Closed;

public sealed class Account
{
    public Guid Id { get; set; }

    public decimal Balance { get; set; }
}
