namespace Marten.Engine.Schema;

/// <summary>A column as the catalog has it: <c>format_type</c> and <c>pg_get_expr</c>.</summary>
internal sealed record ExistingColumn(string Name, string Type, bool NotNull, string? Default, bool IsGenerated);
