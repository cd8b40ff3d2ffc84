using System.Linq.Expressions;

namespace AdvancedAlchemy.Marten.Tests.Models;

#region tag
/// <summary>The Tag of Advanced Alchemy's documentation.</summary>
public class Tag : BigIntAuditDocument, ISlugged, IUnique<Tag, string>
{
    public string Name { get; set; } = "";

    public string Slug { get; set; } = "";

    string ISlugged.SlugSource => Name;

    public static object UniqueKey(string name) => Slugifier.Default.Slugify(name);

    public static Expression<Func<Tag, bool>> UniqueFilter(string name)
    {
        var slug = Slugifier.Default.Slugify(name);
        return tag => tag.Slug == slug;
    }

    public static Tag Create(string name) => new() { Name = name.Trim() };
}
#endregion
