namespace Marten.Engine.Documents;

/// <summary>How a document is written.</summary>
internal enum WriteKind
{
    Upsert,
    Insert,
    Update,
}
