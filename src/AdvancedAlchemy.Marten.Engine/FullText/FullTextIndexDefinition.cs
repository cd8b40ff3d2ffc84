using System.Text.RegularExpressions;
using Marten.Engine.Schema;
using Weasel.Core;

namespace Weasel.Postgresql.Tables.Indexes;

/// <summary>An index for full text search over the whole body or over some members of it.</summary>
public partial class FullTextIndexDefinition : IndexDefinition
{
    public const string DataDocumentConfig = "data";

    public const string DefaultRegConfig = "english";

    private readonly Func<string> _tableName;
    private readonly Func<string> _derivedConfig;
    private string? _config;
    private string? _regConfig;

    internal FullTextIndexDefinition(Func<DbObjectName> tableName, Func<string>? documentConfig, string? regConfig, string? indexName)
    {
        _tableName = () => tableName().Name;
        _derivedConfig = documentConfig ?? (() => DataDocumentConfig);
        RegConfig = regConfig;
        Method = IndexMethod.gin;
        if (indexName is not null) Name = indexName;
    }

    /// <summary>The PostgreSQL text search configuration, such as english or simple.</summary>
    public string? RegConfig
    {
        get => _regConfig;
        set => _regConfig = string.IsNullOrWhiteSpace(value) ? DefaultRegConfig : value;
    }

    /// <summary>The SQL of the text to search, over the columns of the table.</summary>
    public string DocumentConfig
    {
        get => _config ?? _derivedConfig();
        set => _config = string.IsNullOrWhiteSpace(value) ? DataDocumentConfig : value;
    }

    public override string[]? Columns
    {
        get => [$"to_tsvector({Identifier.Literal(RegConfig!)}, {DocumentConfig})"];
        set { }
    }

    protected override string deriveIndexName() =>
        RegConfig == DefaultRegConfig ? $"{_tableName()}_idx_fts" : $"{_tableName()}_{RegConfig}_idx_fts";

    /// <summary>The text as a query names it, whose table has the alias d.</summary>
    internal string TextInQuery => BodyColumn().Replace(DocumentConfig, "d.data");

    [GeneratedRegex(@"(?<![\w.'""])data(?![\w'""])", RegexOptions.CultureInvariant)]
    private static partial Regex BodyColumn();
}
