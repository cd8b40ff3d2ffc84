using System.Reflection;
using Marten.Engine.Schema;
using Weasel.Postgresql.Tables;

namespace Marten.Schema;

/// <summary>An index for searching parts of words in a member.</summary>
public class NgramIndex : IndexDefinition
{
    public const string DefaultRegConfig = "english";

    public const string DefaultDataConfig = "data";

    private readonly DocumentMapping _mapping;
    private readonly MemberInfo[]? _members;
    private string? _dataConfig;

    public NgramIndex(DocumentMapping mapping, string? dataConfig = null, string? indexName = null)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        _mapping = mapping;
        _dataConfig = dataConfig;
        Method = IndexMethod.gin;
        if (indexName is not null) Name = indexName;
    }

    public NgramIndex(DocumentMapping mapping, MemberInfo[] member) : this(mapping)
    {
        _members = member;
    }

    /// <summary>The SQL of the text to search.</summary>
    public string? DataConfig
    {
        get => _dataConfig ?? (_members is null ? DefaultDataConfig : _mapping.FindMember(_members, "data", "").Raw);
        set => _dataConfig = value;
    }

    public override string[] Columns =>
        [$"{Identifier.Quote(_mapping.StoreOptions.DatabaseSchemaName)}.mt_grams_vector(({DataConfig}), {(_mapping.StoreOptions.Advanced.UseNGramSearchWithUnaccent ? "true" : "false")})"];

    protected override string deriveIndexName() => _members is null
        ? $"{_mapping.TableName.Name}_idx_ngram"
        : $"{_mapping.TableName.Name}_idx_ngram_{Marten.Engine.Members.IndexNaming.SnakePath(_mapping.Members.InBody(_mapping.DocumentType, _members, "data").Keys)}";
}
