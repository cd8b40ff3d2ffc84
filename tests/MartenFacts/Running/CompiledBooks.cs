using System.Linq.Expressions;
using Marten.Linq;

namespace MartenFacts.Running;

public class BookByTitle : ICompiledQuery<Book>
{
    public string? Title { get; set; }

    public Expression<Func<IMartenQueryable<Book>, Book>> QueryIs() => q => q.FirstOrDefault(b => b.Title == Title)!;
}

public class FirstLongerThan : ICompiledQuery<Book>
{
    public int Pages;

    public Expression<Func<IMartenQueryable<Book>, Book>> QueryIs() => q => q.Where(b => b.Pages > Pages).OrderBy(b => b.Pages).First();
}

public class SingleByGenre : ICompiledQuery<Book>
{
    public Genre Genre { get; set; }

    public Expression<Func<IMartenQueryable<Book>, Book>> QueryIs() => q => q.Single(b => b.Genre == Genre);
}

public class SingleOrDefaultById : ICompiledQuery<Book>
{
    public Guid Id { get; set; }

    public Expression<Func<IMartenQueryable<Book>, Book>> QueryIs() => q => q.SingleOrDefault(b => b.Id == Id)!;
}

public class BooksPage : ICompiledListQuery<Book>
{
    public int MinPages { get; set; }

    public int Skipped { get; set; }

    public int Size { get; set; } = 10;

    public QueryStatistics Statistics { get; set; } = new();

    public Expression<Func<IMartenQueryable<Book>, IEnumerable<Book>>> QueryIs() =>
        q => q.Where(b => b.Pages >= MinPages).OrderBy(b => b.Pages).Skip(Skipped).Take(Size);
}

public class TitlesOf : ICompiledListQuery<Book, string>
{
    public Genre Genre { get; set; }

    public Expression<Func<IMartenQueryable<Book>, IEnumerable<string>>> QueryIs() =>
        q => q.Where(b => b.Genre == Genre && b.Title != null).OrderBy(b => b.Pages).Select(b => b.Title!).ToList();
}

public class TitlesLike : ICompiledListQuery<Book>
{
    public string? Part { get; set; }

    public Expression<Func<IMartenQueryable<Book>, IEnumerable<Book>>> QueryIs() => q => q.Where(b => b.Title!.Contains(Part!));
}

public class AnyOf : ICompiledListQuery<Book>
{
    public string[] Titles { get; set; } = [];

    public Expression<Func<IMartenQueryable<Book>, IEnumerable<Book>>> QueryIs() => q => q.Where(b => Titles.Contains(b.Title)).OrderBy(b => b.Pages);
}

public class CountOf : ICompiledQuery<Book, int>
{
    public int Pages { get; set; }

    public Expression<Func<IMartenQueryable<Book>, int>> QueryIs() => q => q.Count(b => b.Pages > Pages);
}

public class AnyLongerThan : ICompiledQuery<Book, bool>
{
    public int Pages { get; set; }

    public Expression<Func<IMartenQueryable<Book>, bool>> QueryIs() => q => q.Any(b => b.Pages > Pages);
}

public class PagesOf : ICompiledQuery<Book, int>
{
    public Genre Genre { get; set; }

    public Expression<Func<IMartenQueryable<Book>, int>> QueryIs() => q => q.Where(b => b.Genre == Genre).Sum(b => b.Pages);
}

public class AveragePages : ICompiledQuery<Book, double>
{
    public Expression<Func<IMartenQueryable<Book>, double>> QueryIs() => q => q.Average(b => b.Pages);
}

public class LocalVariable : ICompiledQuery<Book, int>
{
    public int Pages { get; set; }

    public Expression<Func<IMartenQueryable<Book>, int>> QueryIs()
    {
        var twice = Pages * 2;
        return q => q.Count(b => b.Pages > twice);
    }
}

public class OfPrimaryConstructor(int pages) : ICompiledQuery<Book, int>
{
    public Expression<Func<IMartenQueryable<Book>, int>> QueryIs() => q => q.Count(b => b.Pages > pages);
}

public class WithFlag : ICompiledQuery<Book, int>
{
    public bool F { get; set; }

    public Expression<Func<IMartenQueryable<Book>, int>> QueryIs() => q => q.Count(b => b.Pages > 1 == F);
}

public class WithObject : ICompiledQuery<Book, int>
{
    public Book Other { get; set; } = new();

    public Expression<Func<IMartenQueryable<Book>, int>> QueryIs() => q => q.Count(b => b.Pages > Other.Pages);
}
