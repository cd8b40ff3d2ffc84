using System.Linq.Expressions;
using JasperFx;

namespace AdvancedAlchemy.Marten.Conformance.Documents;

/// <summary>A document with every feature of the layer, whatever its id is.</summary>
public interface IPaper<TSelf, TId> : ISlugged, IAudited, IRevisioned, IUnique<TSelf, string>
    where TSelf : class, IPaper<TSelf, TId>, new()
    where TId : notnull
{
    TId Id { get; set; }

    string Title { get; set; }

    /// <summary>Links that go when their targets go.</summary>
    List<TId> TopicIds { get; set; }

    /// <summary>Links that keep their targets.</summary>
    List<TId> SourceIds { get; set; }

    string? ISlugged.SlugSource => Title;

    static object IUnique<TSelf, string>.UniqueKey(string key) => Slugifier.Default.Slugify(key);

    static Expression<Func<TSelf, bool>> IUnique<TSelf, string>.UniqueFilter(string key)
    {
        var slug = Slugifier.Default.Slugify(key);
        return paper => paper.Slug == slug;
    }

    static TSelf IUnique<TSelf, string>.Create(string key) => new() { Title = key };
}
