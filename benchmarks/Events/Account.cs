namespace Benchmarks.Events;

/// <summary>What is made of the events of an account.</summary>
public class Account
{
    public Guid Id { get; set; }

    public string Owner { get; set; } = "";

    public decimal Balance { get; set; }

    public int Movements { get; set; }

    public static Account Create(AccountOpened opened) => new() { Owner = opened.Owner };

    public void Apply(MoneyMoved moved)
    {
        Balance += moved.Amount;
        Movements++;
    }
}
