namespace Marten.Schema;

/// <summary>Indexes the time of the last write.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class IndexedLastModifiedAttribute : MartenAttribute
{
    public override void Modify(DocumentMapping mapping) => mapping.AddLastModifiedIndex();
}
