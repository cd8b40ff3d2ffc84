namespace Weasel.Postgresql;

/// <summary>A name that PostgreSQL would cut off silently, so that two objects could end up with one name.</summary>
public class PostgresqlIdentifierTooLongException : Exception
{
    public PostgresqlIdentifierTooLongException(int length, string name)
        : base($"Database identifier {name} would be truncated. The PostgresqlMigratorNameDataLength property is currently {length}. "
            + "You may want to change this value with a corresponding change to Postgresql's NAMEDATALEN or by explicitly overriding "
            + "the database object name that is violating the length rule")
    {
        Length = length;
        Name = name;
    }

    /// <summary>The limit, PostgreSQL's NAMEDATALEN: one more than the longest name.</summary>
    public int Length { get; set; }

    /// <summary>The name that is too long.</summary>
    public string Name { get; set; }
}
