namespace AdvancedAlchemy.Marten;

/// <summary>One column or expression of a unique index, and how its value is reckoned for a document that is not stored.</summary>
/// <param name="Sql">In the words of the index.</param>
/// <param name="Wanted">The same for a wanted document, from its <c>data</c>, or from <c>aam_extra</c> where the table has a column of its own.</param>
/// <param name="Member">The member; null when it could not be told.</param>
/// <param name="Extra">The key in <c>aam_extra</c>; null when it is reckoned from <c>data</c>.</param>
/// <param name="ColumnType">The type of the table's own column.</param>
internal sealed record UniqueColumn(string Sql, string Wanted, MemberPath? Member, string? Extra = null, string? ColumnType = null);
