namespace Marten.Engine.Schema;

/// <summary>What a foreign key does when the row it points to is deleted or gets another key.</summary>
internal enum ReferentialAction
{
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}
