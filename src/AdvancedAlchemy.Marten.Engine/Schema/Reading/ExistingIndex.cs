namespace Marten.Engine.Schema;

/// <summary>An index as the catalog has it: <c>pg_get_indexdef</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Definition">The CREATE INDEX statement.</param>
/// <param name="IsValid">False after a concurrent build that failed.</param>
/// <param name="Tablespace">The tablespace when it is not the default one.</param>
/// <param name="Constraint">The constraint that owns the index, if one does.</param>
internal sealed record ExistingIndex(string Name, string Definition, bool IsValid, string? Tablespace, string? Constraint);
