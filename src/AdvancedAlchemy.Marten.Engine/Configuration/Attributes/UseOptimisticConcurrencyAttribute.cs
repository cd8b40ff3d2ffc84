namespace Marten.Schema;

/// <summary>Checks a Guid version on every write.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class UseOptimisticConcurrencyAttribute : MartenDocumentAttribute
{
    public override void Modify(DocumentMapping mapping) => mapping.UseOptimisticConcurrency = true;
}
