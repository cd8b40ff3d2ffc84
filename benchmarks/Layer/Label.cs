using System.Linq.Expressions;
using AdvancedAlchemy.Marten;

namespace Benchmarks.Layer;

/// <summary>A tag: unique by its slug.</summary>
public class Label : UuidV7AuditDocument, ISlugged, IUnique<Label, string>
{
    public string Name { get; set; } = "";

    public string Slug { get; set; } = "";

    string ISlugged.SlugSource => Name;

    public static object UniqueKey(string name) => Slugifier.Default.Slugify(name);

    public static Expression<Func<Label, bool>> UniqueFilter(string name)
    {
        var slug = Slugifier.Default.Slugify(name);
        return label => label.Slug == slug;
    }

    public static Label Create(string name) => new() { Name = name };
}
