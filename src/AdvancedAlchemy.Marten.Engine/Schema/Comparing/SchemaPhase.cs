namespace Marten.Engine.Schema;

/// <summary>
/// The order of statements over all objects: functions before the indexes that use them, foreign keys last, so that tables may point at each
/// other in circles.
/// </summary>
internal enum SchemaPhase
{
    Schema,
    Extension,
    Sequence,
    Function,
    DropForeignKey,
    DropIndex,
    Table,
    LateFunction,
    Index,
    ForeignKey,
    Ownership,

    /// <summary>After the transaction: PostgreSQL refuses these inside one.</summary>
    Concurrent,
}
