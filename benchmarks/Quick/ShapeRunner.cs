using System.Diagnostics;
using System.Globalization;
using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace Benchmarks.Quick;

/// <summary>What the first execution of a new query shape costs, in CPU time of this process and without the server.</summary>
public static class ShapeRunner
{
    private const int Shapes = 400;

    public static async Task<int> RunAsync()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var store = DocumentStore.For(o => o.Connection(server.ConnectionString));
        await using var session = store.QuerySession();
        Console.WriteLine("| first execution of a new shape | CPU |");
        Console.WriteLine("|---|--:|");
        Print("documents with 1 to 8 conditions", shape => session.Query<Article>().Where(Condition(shape)).ToCommand());
        Print("the same, projected", shape => session.Query<Article>().Where(Condition(shape)).Select(Projection(shape)).ToCommand());
        return 0;
    }

    private static void Print(string name, Action<int> translate)
    {
        // Other shapes warm the code up; none of them is met again.
        for (var shape = 0; shape < Shapes; shape++) translate(shape);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var shape = Shapes; shape < 2 * Shapes; shape++) translate(shape);
        process.Refresh();
        var spent = (process.TotalProcessorTime - before) / Shapes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {spent.TotalMilliseconds:0.00} ms |"));
    }

    // The digits of the number choose members and operators, so that every number is a shape of its own.
    private static Expression<Func<Article, bool>> Condition(int shape)
    {
        var article = Expression.Parameter(typeof(Article), "a");
        Expression title = Expression.Property(article, nameof(Article.Title));
        Expression slug = Expression.Property(article, nameof(Article.Slug));
        Expression body = Expression.Equal(slug, Expression.Constant("s"));
        for (var rest = shape + 1; rest > 0; rest /= 4)
        {
            Expression part = (rest % 4) switch
            {
                0 => Expression.NotEqual(title, Expression.Constant("t")),
                1 => Expression.GreaterThan(Expression.Property(article, nameof(Article.CreatedAt)), Expression.Constant(DateTimeOffset.UnixEpoch)),
                2 => Expression.Property(article, nameof(Article.Published)),
                _ => Expression.Call(title, nameof(string.StartsWith), null, Expression.Constant("p")),
            };
            body = Expression.AndAlso(body, part);
        }

        return Expression.Lambda<Func<Article, bool>>(body, article);
    }

    private static Expression<Func<Article, Article>> Projection(int shape)
    {
        var article = Expression.Parameter(typeof(Article), "a");
        string[] members = [nameof(Article.Id), nameof(Article.Title), nameof(Article.Slug), nameof(Article.CreatedAt)];
        var bindings = members.Where((_, i) => i == 0 || (shape & (1 << i)) != 0)
            .Select(m => Expression.Bind(typeof(Article).GetProperty(m)!, Expression.Property(article, m)));
        return Expression.Lambda<Func<Article, Article>>(Expression.MemberInit(Expression.New(typeof(Article)), bindings), article);
    }
}
