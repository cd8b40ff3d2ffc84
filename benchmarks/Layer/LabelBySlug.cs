using System.Linq.Expressions;
using Marten.Linq;

namespace Benchmarks.Layer;

/// <summary>The lookup of a label as a compiled query.</summary>
public class LabelBySlug : ICompiledQuery<Label>
{
    public string Slug { get; set; } = "";

    public Expression<Func<IMartenQueryable<Label>, Label>> QueryIs() => q => q.FirstOrDefault(x => x.Slug == Slug)!;
}
