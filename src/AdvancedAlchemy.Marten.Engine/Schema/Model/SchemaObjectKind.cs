namespace Marten.Engine.Schema;

/// <summary>The kinds of objects that the engine creates, in the order in which they can be created.</summary>
internal enum SchemaObjectKind
{
    Extension,
    Sequence,
    Function,
    Table,
}
