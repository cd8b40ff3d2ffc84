namespace Marten.Engine.Linq.Execution;

/// <summary>What is asked of the rows, as far as it changes the SQL.</summary>
internal enum ResultKind
{
    Rows,
    First,
    Single,
    Count,
    Any,
    Sum,
    Min,
    Max,
    Average,
    Json,
    JsonFirst,
    JsonSingle,
}
