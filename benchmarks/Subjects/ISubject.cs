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
}
