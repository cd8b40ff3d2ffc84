namespace AdvancedAlchemy.Marten.Tests.Docs;

#region ledger
public partial class Ledger : UuidAuditDocument, IUserAudited
{
    public decimal Balance { get; set; }
}
#endregion
