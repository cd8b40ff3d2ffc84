namespace Marten.Engine.Schema;

/// <summary>A parsed expression in its one canonical spelling, and what a cast or an operator around it needs to know.</summary>
internal readonly record struct SqlNode(string Text, SqlNodeKind Kind = SqlNodeKind.Other, IReadOnlyList<SqlNode>? Items = null, string? Value = null);
