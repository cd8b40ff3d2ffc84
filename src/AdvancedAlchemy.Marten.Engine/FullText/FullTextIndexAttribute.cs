using System.Reflection;

namespace Marten.Schema;

/// <summary>Indexes the body, or the marked members, for full text search.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property | AttributeTargets.Field)]
public class FullTextIndexAttribute : MartenAttribute
{
    /// <summary>The PostgreSQL text search configuration; english unless set.</summary>
    public string? RegConfig = "english";

    public string? IndexName { get; set; }

    public override void Modify(DocumentMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        var index = mapping.AddFullTextIndex(RegConfig ?? "english");
        if (IndexName is not null) index.Name = IndexName;
    }

    // Members marked with the same index name, or with none, make up one index.
    public override void Modify(DocumentMapping mapping, MemberInfo member)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(member);
        var marked = member.ReflectedType!.GetMembers(BindingFlags.Instance | BindingFlags.Public)
            .Where(m => m.GetCustomAttribute<FullTextIndexAttribute>(true) is { } other && other.IndexName == IndexName && other.RegConfig == RegConfig)
            .ToArray();
        if (marked[0].Name == member.Name) mapping.AddFullTextIndex([.. marked.Select(m => new[] { m })], RegConfig ?? "english", IndexName);
    }
}
