using System.Reflection;
using Marten.Engine.Members;
using Marten.Engine.Schema;
using Marten.Schema;
using NpgsqlTypes;

namespace Marten.Linq.Members;

/// <summary>A member that is kept in a column besides the body.</summary>
public class DuplicatedField
{
    private readonly DocumentMapping _mapping;
    private string? _columnName;
    private string? _pgType;
    private NpgsqlDbType? _dbType;

    internal DuplicatedField(DocumentMapping mapping, MemberInfo[] members, string? pgType, string? columnName, bool notNull)
    {
        _mapping = mapping;
        Members = members;
        _pgType = pgType;
        _columnName = columnName;
        NotNull = notNull;
    }

    public MemberInfo[] Members { get; }

    public bool NotNull { get; internal set; }

    /// <summary>Whether the column exists for queries only; it is written either way.</summary>
    public bool OnlyForSearching { get; set; }

    public string MemberName => string.Concat(Members.Select(m => m.Name));

    public string ColumnName
    {
        get => _columnName ?? IndexNaming.SnakePath(InBody().Keys).ToLowerInvariant();
        set => _columnName = value;
    }

    public string PgType
    {
        get => _pgType ?? ColumnTypes.For(_mapping, Members).PgType;
        set => _pgType = value;
    }

    public NpgsqlDbType DbType
    {
        get => _dbType ?? ColumnTypes.For(_mapping, Members).DbType;
        set => _dbType = value;
    }

    internal bool HasExplicitType => _pgType is not null || _dbType is not null;

    internal void ChangeTo(string? pgType, NpgsqlDbType? dbType, bool notNull)
    {
        _pgType = pgType ?? _pgType;
        _dbType = dbType ?? _dbType;
        NotNull |= notNull;
    }

    /// <summary>Fills the column from the body, in an update.</summary>
    public string UpdateSqlFragment() => $"{ColumnName} = {DuplicatedValue.OutOf(this, "data")}";

    internal DocumentMember InBody(string body = "data") => _mapping.Members.InBody(_mapping.DocumentType, Members, body);
}
