using Marten;

namespace Benchmarks.Subjects;

/// <summary>The document store: this repository's engine, or the Marten package in that flavour.</summary>
public sealed class MartenStore(string connectionString) : ISubject
{
    private readonly DocumentStore _store = DocumentStore.For(o =>
    {
        o.Connection(connectionString);
        o.DatabaseSchemaName = "store";
        o.Schema.For<Article>().UniqueIndex(x => x.Slug).Index(x => x.Title);
        o.Schema.For<Entry>().Index(x => x.Title).GinIndexJsonData();
        o.Schema.For<Topic>();
    });

    public async Task PrepareAsync(int rows)
    {
        await _store.Advanced.Clean.CompletelyRemoveAllAsync();
        await _store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await BulkInsertAsync([.. Enumerable.Range(0, rows).Select(Article.Make)]);
        await _store.BulkInsertAsync([.. Enumerable.Range(0, Entry.Topics).Select(Topic.Make)]);
        await _store.BulkInsertAsync([.. Enumerable.Range(0, rows).Select(Entry.Make)]);
        await ExecuteAsync("vacuum analyze store.mt_doc_entry");
        await ExecuteAsync("vacuum analyze store.mt_doc_topic");
        await AnalyzeAsync();
    }

    public Task AnalyzeAsync() => ExecuteAsync("vacuum analyze store.mt_doc_article");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = _store.Storage.Database.CreateConnection();
        await connection.OpenAsync();
        await using var analyze = connection.CreateCommand();
        analyze.CommandText = sql;
        await analyze.ExecuteNonQueryAsync();
    }

    public async Task InsertOneAsync(Article article)
    {
        await using var session = _store.LightweightSession();
        session.Insert(article);
        await session.SaveChangesAsync();
    }

    public async Task InsertManyAsync(IReadOnlyList<Article> articles)
    {
        await using var session = _store.LightweightSession();
        session.Store((IEnumerable<Article>)articles);
        await session.SaveChangesAsync();
    }

    public Task BulkInsertAsync(IReadOnlyList<Article> articles) => _store.BulkInsertAsync(articles, batchSize: 10_000);

    public async Task<Article?> LoadAsync(Guid id)
    {
        await using var session = _store.QuerySession();
        return await session.LoadAsync<Article>(id);
    }

    public async Task<Article?> FindBySlugAsync(string slug)
    {
        await using var session = _store.QuerySession();
        return await session.Query<Article>().FirstOrDefaultAsync(x => x.Slug == slug);
    }

    public async Task<Article?> FindCompiledAsync(string slug)
    {
        await using var session = _store.QuerySession();
        return await session.QueryAsync(new ArticleBySlug { Slug = slug });
    }

    public async Task<IReadOnlyList<Article>> PageAsync(int size)
    {
        await using var session = _store.QuerySession();
        return await session.Query<Article>().OrderBy(x => x.Title).Take(size).ToListAsync();
    }

    public async Task<(IReadOnlyList<Entry> Entries, IReadOnlyList<Topic> Topics)> PageWithTopicsAsync(int page, int size)
    {
        await using var session = _store.QuerySession();
        var topics = new List<Topic>();
        var entries = await session.Query<Entry>().Include(topics).On(x => x.TopicIds).OrderBy(x => x.Title).Skip(page * size).Take(size).ToListAsync();
        return (entries, topics);
    }

    public async Task<IReadOnlyList<Entry>> CommentedByAsync(string author)
    {
        await using var session = _store.QuerySession();
        return await session.Query<Entry>().Where(x => x.Comments.Any(c => c.Author == author)).ToListAsync();
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
