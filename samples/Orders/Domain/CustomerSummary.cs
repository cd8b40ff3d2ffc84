using AdvancedAlchemy.Marten;

namespace Orders.Domain;

/// <summary>What a customer has ordered so far. Its id is the customer's.</summary>
public class CustomerSummary : UuidV7AuditDocument
{
    public string Name { get; set; } = "";

    public int Orders { get; set; }

    public int Shipped { get; set; }

    public int Cancelled { get; set; }

    /// <summary>What was paid, without what was paid back.</summary>
    public decimal Spent { get; set; }
}
