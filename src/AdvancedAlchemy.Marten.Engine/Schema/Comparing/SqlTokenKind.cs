namespace Marten.Engine.Schema;

internal enum SqlTokenKind
{
    Word,
    QuotedName,
    Text,
    Number,
    Operator,
    Mark,
    End,
}
