namespace AdvancedAlchemy.Marten.Tests.Docs;

#region invoice
public class Invoice : UuidV7AuditDocument
{
    public string Customer { get; set; } = "";
}
#endregion
