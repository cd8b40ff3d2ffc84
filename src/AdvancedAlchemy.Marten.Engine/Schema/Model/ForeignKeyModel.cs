namespace Marten.Engine.Schema;

/// <summary>A foreign key from columns of the table that holds it to columns of another table, or of the same.</summary>
internal sealed record ForeignKeyModel(
    string Name,
    IReadOnlyList<string> Columns,
    ObjectName References,
    IReadOnlyList<string> ReferencedColumns,
    ReferentialAction OnDelete = ReferentialAction.NoAction,
    ReferentialAction OnUpdate = ReferentialAction.NoAction);
