using System.Linq.Expressions;

namespace AdvancedAlchemy.Marten.Tests.Docs.Readme;

#region tag
public partial class Tag : BigIntAuditDocument, ISlugged, IUnique<Tag, string>
{
    public string Name { get; set; } = "";
    public static object UniqueKey(string name) => Slugifier.Default.Slugify(name);
    public static Expression<Func<Tag, bool>> UniqueFilter(string name) { var s = Slugifier.Default.Slugify(name); return t => t.Slug == s; }
    public static Tag Create(string name) => new() { Name = name.Trim(), Slug = Slugifier.Default.Slugify(name) };
}
#endregion
