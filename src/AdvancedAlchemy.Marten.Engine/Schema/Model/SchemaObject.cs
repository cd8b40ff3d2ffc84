namespace Marten.Engine.Schema;

/// <summary>Something that lives in the database under a name.</summary>
internal abstract record SchemaObject(ObjectName Name)
{
    public abstract SchemaObjectKind Kind { get; }

    /// <summary>What tells two objects of one name apart: the argument types of a function, nothing otherwise.</summary>
    public virtual string Signature => "";
}
