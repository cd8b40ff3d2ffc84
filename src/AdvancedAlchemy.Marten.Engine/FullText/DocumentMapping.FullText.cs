using System.Reflection;
using Weasel.Postgresql.Tables.Indexes;

namespace Marten.Schema;

public partial class DocumentMapping
{
    /// <summary>Indexes the whole body for full text search.</summary>
    public FullTextIndexDefinition AddFullTextIndex(string regConfig = FullTextIndexDefinition.DefaultRegConfig, Action<FullTextIndexDefinition>? configure = null)
    {
        var index = new FullTextIndexDefinition(() => TableName, null, regConfig, null);
        configure?.Invoke(index);
        return AddOrReplace(index);
    }

    /// <summary>Indexes members for full text search, all in one index.</summary>
    public FullTextIndexDefinition AddFullTextIndex(
        MemberInfo[][] members, string regConfig = FullTextIndexDefinition.DefaultRegConfig, string? indexName = null)
    {
        ArgumentNullException.ThrowIfNull(members);
        return AddOrReplace(new FullTextIndexDefinition(() => TableName, () => TextOf(members), regConfig, indexName));
    }

    /// <summary>Indexes the body for searches for parts of words.</summary>
    public NgramIndex AddNgramIndex(Action<NgramIndex>? configure = null)
    {
        var index = new NgramIndex(this);
        configure?.Invoke(index);
        return AddOrReplace(index);
    }

    /// <summary>Indexes a member for searches for parts of words.</summary>
    public NgramIndex AddNgramIndex(MemberInfo[] members, string? indexName = null)
    {
        var index = new NgramIndex(this, members);
        if (indexName is not null) index.Name = indexName;
        return AddOrReplace(index);
    }

    private string TextOf(MemberInfo[][] members)
    {
        var parts = members.Select(m => FindMember(m, "data", "")).Select(m => m.Column is null ? $"({m.Raw})" : m.Raw).ToArray();
        return parts.Length == 1 ? parts[0] : $"({string.Join(" || ' ' || ", parts)})";
    }

    private T AddOrReplace<T>(T index) where T : Weasel.Postgresql.Tables.IndexDefinition
    {
        if (Indexes.FirstOrDefault(i => i is T && i.Name == index.Name) is { } same) Indexes.Remove(same);
        return Add(index);
    }
}
