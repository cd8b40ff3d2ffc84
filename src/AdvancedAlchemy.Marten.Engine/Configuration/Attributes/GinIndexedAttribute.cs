namespace Marten.Schema;

/// <summary>Puts a GIN index on the whole body.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class GinIndexedAttribute : MartenAttribute
{
    public override void Modify(DocumentMapping mapping) => mapping.AddGinIndexToData();
}
