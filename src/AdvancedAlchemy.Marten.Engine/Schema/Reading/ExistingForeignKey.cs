namespace Marten.Engine.Schema;

/// <summary>A foreign key as the catalog has it, with the table that holds it.</summary>
internal sealed record ExistingForeignKey(ObjectName Table, ForeignKeyModel Definition);
