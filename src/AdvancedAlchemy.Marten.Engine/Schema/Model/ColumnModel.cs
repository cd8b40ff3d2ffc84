namespace Marten.Engine.Schema;

/// <summary>A column. Type and default are SQL text.</summary>
/// <param name="Name">The name, unquoted.</param>
/// <param name="Type">The type in any spelling PostgreSQL knows: <c>varchar</c>, <c>timestamptz</c>, <c>integer[]</c>.</param>
/// <param name="NotNull">Whether it refuses nulls.</param>
/// <param name="Default">The default as an SQL expression, or null for none.</param>
/// <param name="Backfill">
/// For a column that repeats a part of the row: the expression over the row that gives its value (<c>data ->> 'Name'</c>, with a cast where the
/// type is not text). It fills the column when that is added to a table with rows, and refills it when its type changes.
/// </param>
internal sealed record ColumnModel(string Name, string Type, bool NotNull = false, string? Default = null, string? Backfill = null);
