namespace Benchmarks.Subjects;

/// <summary>One way of doing the work that is compared.</summary>
public interface ISubject : IAsyncDisposable
{
    Task PrepareAsync(int rows);

    Task InsertOneAsync(Article article);

    Task InsertManyAsync(IReadOnlyList<Article> articles);

    Task BulkInsertAsync(IReadOnlyList<Article> articles);

    Task<Article?> LoadAsync(Guid id);

    Task<Article?> FindBySlugAsync(string slug);

    /// <summary>The same lookup by the quickest means there is.</summary>
    Task<Article?> FindCompiledAsync(string slug);

    Task<IReadOnlyList<Article>> PageAsync(int size);

    /// <summary>A page of entries, and the topics that they refer to.</summary>
    Task<(IReadOnlyList<Entry> Entries, IReadOnlyList<Topic> Topics)> PageWithTopicsAsync(int page, int size);

    Task<IReadOnlyList<Entry>> CommentedByAsync(string author);

    /// <summary>Tells the planner how the articles have grown.</summary>
    Task AnalyzeAsync();
}
