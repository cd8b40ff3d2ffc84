namespace Weasel.Postgresql.Tables;

/// <summary>A column of a table.</summary>
public class TableColumn
{
    public TableColumn(string name, string type)
    {
        Name = name;
        Type = type;
    }

    public string Name { get; }

    public string Type { get; set; }

    public bool AllowNulls { get; set; } = true;

    public string? DefaultExpression { get; set; }

    public override string ToString() => $"{Name} {Type}";
}
