using Benchmarks.Subjects;

namespace Benchmarks.Quick;

/// <summary>One row of the table: what is done, how often, and what it should cost at most.</summary>
/// <param name="Name">The name of the row.</param>
/// <param name="Goal">The highest ratio to hand-written Npgsql that is good enough.</param>
/// <param name="Repeat">Operations in one measured round.</param>
/// <param name="Run">The operation; the number counts up over all rounds and both subjects.</param>
public sealed record Work(string Name, double Goal, int Repeat, Func<ISubject, int, Task> Run)
{
    public static IReadOnlyList<Work> All { get; } =
    [
        new("insert, one save each", 1.3, 100, (s, i) => s.InsertOneAsync(Article.Make(1_000_000 + i))),
        new("1,000 stores in one save", 1.3, 1, (s, i) => s.InsertManyAsync([.. Enumerable.Range(0, 1000).Select(n => Article.Make(10_000_000 + (i * 1000) + n))])),
        new("bulk insert of 10,000", 1.2, 1, (s, i) => s.BulkInsertAsync([.. Enumerable.Range(0, 10_000).Select(n => Article.Make(100_000_000 + (i * 10_000) + n))])),
        new("load by id", 1.2, 200, async (s, i) => await s.LoadAsync(Known(s, i))),
        new("LINQ lookup by unique index", 1.3, 200, async (s, i) => await s.FindBySlugAsync("post-number-" + (i % Rows))),
        new("compiled lookup by unique index", 1.15, 200, async (s, i) => await s.FindCompiledAsync("post-number-" + (i % Rows))),
        new("page of 100, ordered", 1.2, 30, async (s, _) => await s.PageAsync(100)),
        new("Include of 5 for each of 100", 1.3, 20, async (s, i) => await s.PageWithTopicsAsync(i % 50, 100)),
        new("Any over a child collection", 1.2, 100, async (s, i) => await s.CommentedByAsync("author " + (i % 5000))),
    ];

    internal const int Rows = 10_000;

    private static readonly Dictionary<Type, List<Guid>> Ids = [];

    /// <summary>Looks up ids that exist, so that loads find something.</summary>
    internal static async Task LearnIdsAsync(ISubject subject)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 500; i++) ids.Add((await subject.FindBySlugAsync("post-number-" + (i * 7 % Rows)))!.Id);
        Ids[subject.GetType()] = ids;
    }

    private static Guid Known(ISubject subject, int number)
    {
        var ids = Ids[subject.GetType()];
        return ids[number % ids.Count];
    }
}
