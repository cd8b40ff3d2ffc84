using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using AdvancedAlchemy.Marten;
using Marten.Schema;

namespace Blog.Model;

/// <summary>A tag that exists once however it is spelt: C#, c# and " C# " are one, C++ is another.</summary>
public class Tag : BigIntAuditDocument, ISlugged, IUnique<Tag, string>
{
    [UniqueIndex]
    public string Name { get; set; } = "";

    public string Slug { get; set; } = "";

    string ISlugged.SlugSource => Name;

    public static object UniqueKey(string name) => SlugOf(name);

    public static Expression<Func<Tag, bool>> UniqueFilter(string name)
    {
        var slug = SlugOf(name);
        return tag => tag.Slug == slug;
    }

    public static Tag Create(string name) => new() { Name = name.Trim(), Slug = SlugOf(name) };

    /// <summary>What counts as the same tag. A name in another script keeps its letters; one without letters gets a fixed number.</summary>
    public static string SlugOf(string name)
    {
        if (Slugifier.Default.Slugify(name) is { Length: > 0 } slug) return slug;
        if (Slugifier.Unicode.Slugify(name) is { Length: > 0 } letters) return letters;
        return "tag-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name.Trim())).AsSpan(0, 4));
    }
}
