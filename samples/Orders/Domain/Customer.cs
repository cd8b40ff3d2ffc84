using AdvancedAlchemy.Marten;
using Marten.Schema;

namespace Orders.Domain;

/// <summary>Who orders: an ordinary document, stamped by the clock. The e-mail address tells one from another.</summary>
public partial class Customer : UuidV7AuditDocument, ISlugged
{
    public string Name { get; set; } = "";

    [UniqueIndex]
    public string Email { get; set; } = "";
}
