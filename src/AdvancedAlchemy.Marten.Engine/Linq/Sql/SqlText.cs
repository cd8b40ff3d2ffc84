namespace Marten.Engine.Linq.Sql;

/// <summary>Text that the engine made: locators, columns, keywords. Never a value.</summary>
internal sealed class SqlText(string text) : SqlPart
{
    internal static readonly SqlText True = new("TRUE");
    internal static readonly SqlText False = new("FALSE");

    internal string Text => text;

    internal override void Write(SqlWriter writer) => writer.Append(text);

    internal override SqlPart Negate() => this == True ? False : this == False ? True : base.Negate();
}
