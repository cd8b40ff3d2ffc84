using System.Linq.Expressions;
using Marten.Linq;

namespace Benchmarks.Subjects;

/// <summary>The lookup by slug as a compiled query.</summary>
public class ArticleBySlug : ICompiledQuery<Article>
{
    public string Slug { get; set; } = "";

    public Expression<Func<IMartenQueryable<Article>, Article>> QueryIs() => q => q.FirstOrDefault(x => x.Slug == Slug)!;
}
