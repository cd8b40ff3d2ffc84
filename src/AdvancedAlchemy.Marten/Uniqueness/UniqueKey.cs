using Marten.Schema;
using Marten.Schema.Indexing.Unique;
using Weasel.Postgresql.Tables;

namespace AdvancedAlchemy.Marten;

/// <summary>A unique index, as far as finding documents by it goes.</summary>
internal sealed class UniqueKey(IndexDefinition index, IReadOnlyList<UniqueColumn> columns, bool folds)
{
    public string Name => index.Name;

    public IReadOnlyList<UniqueColumn> Columns { get; } = columns;

    /// <summary>Whether the index takes upper and lower case for the same.</summary>
    public bool Folds { get; } = folds;

    /// <summary>Whether two nulls are the same for it.</summary>
    public bool CountsNulls => index.NullsNotDistinct;

    /// <summary>Whether it counts documents that were deleted softly.</summary>
    public bool CountsDeleted => index.Predicate?.Contains("mt_deleted", StringComparison.Ordinal) != true;

    /// <summary>Whether it leaves out documents for a reason that cannot be told from here.</summary>
    public bool IsPartial => index.Predicate is { } predicate && predicate.Replace(" ", "", StringComparison.Ordinal).Trim('(', ')') != "mt_deleted=false";

    public bool IsPerTenant => index switch
    {
        ComputedIndex computed => computed.TenancyScope == TenancyScope.PerTenant,
        DocumentIndex plain => plain.TenancyScope == TenancyScope.PerTenant,
        _ => false,
    } || index.Columns!.Contains("tenant_id");

    public IReadOnlyList<string> Members { get; } = [.. columns.Select(c => c.Member?.Name ?? c.Sql)];

    /// <summary>Whether documents that the session does not see can take the key.</summary>
    public bool IsWiderThan(DocumentTable table, Type type) =>
        (table.IsSoftDeleted && CountsDeleted) || (table.IsTenanted && !IsPerTenant) || type != table.Mapping.DocumentType;

    public bool Covers(MemberPath member) => Columns.Any(c => c.Member == member);
}
