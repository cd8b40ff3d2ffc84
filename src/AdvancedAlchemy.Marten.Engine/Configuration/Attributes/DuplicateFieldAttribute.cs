using System.Reflection;
using NpgsqlTypes;
using Weasel.Postgresql.Tables;

namespace Marten.Schema;

/// <summary>Keeps a member in a column of its own, with an index.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class DuplicateFieldAttribute : MartenAttribute
{
    private NpgsqlDbType? _dbType;

    public string? PgType { get; set; }

    public NpgsqlDbType DbType
    {
        get => _dbType ?? NpgsqlDbType.Unknown;
        set => _dbType = value;
    }

    public string? IndexName { get; set; }

    public IndexMethod IndexMethod { get; set; } = IndexMethod.btree;

    public SortOrder IndexSortOrder { get; set; } = SortOrder.Asc;

    public bool NotNull { get; set; }

    public override void Modify(DocumentMapping mapping, MemberInfo member)
    {
        var field = mapping.DuplicateField([member], PgType, notNull: NotNull);
        if (_dbType is { } dbType) field.DbType = dbType;
        var index = mapping.AddColumnIndex(field);
        if (IndexName is not null) index.Name = IndexName;
        index.Method = IndexMethod;
        index.SortOrder = IndexSortOrder;
    }
}
