namespace Marten.Engine.Schema;

/// <summary>An extension such as <c>hstore</c>; it belongs to the database, not to a schema of ours.</summary>
internal sealed record ExtensionModel(string ExtensionName) : SchemaObject(new ObjectName("", ExtensionName))
{
    public override SchemaObjectKind Kind => SchemaObjectKind.Extension;
}
