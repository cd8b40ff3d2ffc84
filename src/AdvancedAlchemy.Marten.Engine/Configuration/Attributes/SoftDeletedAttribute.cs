namespace Marten.Schema;

/// <summary>Marks deleted documents instead of removing them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class SoftDeletedAttribute : MartenDocumentAttribute
{
    public bool Indexed { get; set; }

    public bool UsePartitioning { get; set; }

    public override void Modify(DocumentMapping mapping)
    {
        mapping.DeleteStyle = JasperFx.DeleteStyle.SoftDelete;
        mapping.PartitionBySoftDelete |= UsePartitioning;
        if (Indexed) mapping.AddDeletedAtIndex();
    }
}
