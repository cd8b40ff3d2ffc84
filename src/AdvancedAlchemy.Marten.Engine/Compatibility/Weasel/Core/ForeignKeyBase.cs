namespace Weasel.Core;

/// <summary>The part of a foreign key that does not depend on the database.</summary>
public abstract class ForeignKeyBase : INamed
{
    protected ForeignKeyBase(string name)
    {
        Name = name;
    }

    public string Name { get; set; }

    public DbObjectName? LinkedTable { get; set; }

    public CascadeAction DeleteAction { get; set; }

    public CascadeAction UpdateAction { get; set; }

    public abstract string[] ColumnNames { get; set; }

    public abstract string[] LinkedNames { get; set; }
}
