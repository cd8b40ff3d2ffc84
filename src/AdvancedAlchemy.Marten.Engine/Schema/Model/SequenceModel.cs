namespace Marten.Engine.Schema;

/// <summary>A sequence of bigints.</summary>
internal sealed record SequenceModel(ObjectName Name) : SchemaObject(Name)
{
    public override SchemaObjectKind Kind => SchemaObjectKind.Sequence;

    public long? StartWith { get; init; }

    /// <summary>The table that takes the sequence along when it is dropped, with <see cref="OwnerColumn"/>.</summary>
    public ObjectName? OwnerTable { get; init; }

    public string? OwnerColumn { get; init; }
}
