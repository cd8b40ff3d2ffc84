namespace Weasel.Core;

/// <summary>A schema and the name of a table, function or sequence in it.</summary>
public class DbObjectName
{
    protected DbObjectName(string schema, string name, string qualifiedName)
    {
        Schema = schema;
        Name = name;
        QualifiedName = qualifiedName;
    }

    /// <summary>The schema.</summary>
    public string Schema { get; }

    /// <summary>The name without the schema.</summary>
    public string Name { get; }

    /// <summary>Schema and name with a dot in between.</summary>
    public string QualifiedName { get; }

    protected virtual string QuotedQualifiedName => QualifiedName;

    public override string ToString() => QualifiedName;

    public override bool Equals(object? obj) => obj is DbObjectName other && obj.GetType() == GetType() && Equals(other);

    public override int GetHashCode() => QualifiedName.GetHashCode(StringComparison.Ordinal);

    protected bool Equals(DbObjectName other) => string.Equals(QualifiedName, other.QualifiedName, StringComparison.Ordinal);
}
