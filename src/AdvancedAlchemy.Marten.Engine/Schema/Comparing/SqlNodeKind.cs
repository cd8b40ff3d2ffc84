namespace Marten.Engine.Schema;

internal enum SqlNodeKind
{
    Other,
    Text,
    Column,
    Array,
    List,
    And,
    Or,
}
