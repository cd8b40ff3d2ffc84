namespace Marten.Engine.Schema;

/// <summary>A piece of SQL: a word folded to lower case, a quoted name or text without its quotes, a number, an operator, a mark.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Value)
{
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;

    public bool Is(string word) => Kind == SqlTokenKind.Word && Value == word;

    public bool IsMark(string mark) => Kind == SqlTokenKind.Mark && Value == mark;
}
