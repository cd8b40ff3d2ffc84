using System.Reflection;
using JasperFx;
using JasperFx.MultiTenancy;
using Marten.Schema;
using Marten.Schema.Indexing.Unique;

namespace AdvancedAlchemy.Marten;

/// <summary>The unique index on slugs.</summary>
/// <remarks>
/// Policies that come later can still make the type multi-tenanted or soft-deleted, so the index settles what follows from these
/// when it is read.
/// </remarks>
internal sealed class SlugIndex : ComputedIndex
{
    private readonly DocumentMapping _mapping;

    private SlugIndex(DocumentMapping mapping, MemberInfo[][] members) : base(mapping, members)
    {
        _mapping = mapping;
        IsUnique = true;
    }

    public override string[] Columns
    {
        get
        {
            Settle();
            return base.Columns;
        }
    }

    public static void AddTo(DocumentMapping mapping, SlugScope? scope)
    {
        if (mapping.DocumentType.GetProperty(nameof(ISlugged.Slug)) is not { } member)
        {
            throw new InvalidOperationException(
                $"{mapping.DocumentType.Name} implements ISlugged.Slug explicitly, so it would not be stored. Make it a public property: public string Slug {{ get; set; }} = \"\";");
        }

        SlugIndex index = new(mapping, scope is null ? [[member]] : [[scope.Member], [member]])
        {
            // documents without a parent are a scope as well, and to an index two nulls are not the same
            NullsNotDistinct = scope is { IsNullable: true },
        };
        // whoever has an index of his own on the slug keeps it
        if (mapping.Indexes.Any(i => i.IsUnique && (i.Name == index.Name || (i.Columns is { } columns && columns.SequenceEqual(index.Columns))))) return;
        mapping.Indexes.Add(index);
    }

    protected override string deriveIndexName()
    {
        Settle();
        return base.deriveIndexName();
    }

    private void Settle()
    {
        TenancyScope = _mapping.TenancyStyle == TenancyStyle.Conjoined ? TenancyScope.PerTenant : TenancyScope.Global;
        if (_mapping.DeleteStyle == DeleteStyle.SoftDelete) Predicate = "mt_deleted = false";
    }
}
