namespace Marten.Engine.Linq.Sql;

/// <summary>Parts written one after the other, for forms that need no node of their own.</summary>
internal sealed class SqlSequence(params SqlPart[] parts) : SqlPart
{
    internal override void Write(SqlWriter writer)
    {
        foreach (var part in parts) part.Write(writer);
    }

    /// <summary><c>name(argument, ...)</c></summary>
    internal static SqlSequence Call(string name, SqlPart argument) => new(new SqlText(name + "("), argument, new SqlText(")"));
}
