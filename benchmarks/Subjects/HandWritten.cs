using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Benchmarks.Subjects;

/// <summary>The same work by hand: Npgsql, System.Text.Json and the same table.</summary>
public sealed class HandWritten(string connectionString) : ISubject
{
    private const string Insert =
        "insert into hand.mt_doc_article (id, data, mt_version, mt_dotnet_type, mt_last_modified) values ($1, $2, $3, $4, transaction_timestamp())";

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public async Task PrepareAsync(int rows)
    {
        await using var command = _source.CreateCommand(
            """
            drop schema if exists hand cascade;
            create schema hand;
            create table hand.mt_doc_article (
                id uuid not null primary key,
                data jsonb not null,
                mt_last_modified timestamptz default transaction_timestamp(),
                mt_version uuid not null,
                mt_dotnet_type varchar);
            create unique index on hand.mt_doc_article ((data ->> 'Slug'));
            create index on hand.mt_doc_article ((data ->> 'Title'));
            create table hand.mt_doc_topic (id uuid not null primary key, data jsonb not null);
            create table hand.mt_doc_entry (id uuid not null primary key, data jsonb not null);
            create index on hand.mt_doc_entry ((data ->> 'Title'));
            create index on hand.mt_doc_entry using gin (data jsonb_path_ops);
            """);
        await command.ExecuteNonQueryAsync();
        await BulkInsertAsync([.. Enumerable.Range(0, rows).Select(Article.Make)]);
        await CopyAsync("topic", Enumerable.Range(0, Entry.Topics).Select(Topic.Make), t => t.Id);
        await CopyAsync("entry", Enumerable.Range(0, rows).Select(Entry.Make), e => e.Id);
        await ExecuteAsync("vacuum analyze hand.mt_doc_topic");
        await ExecuteAsync("vacuum analyze hand.mt_doc_entry");
        await AnalyzeAsync();
    }

    public Task AnalyzeAsync() => ExecuteAsync("vacuum analyze hand.mt_doc_article");

    public async Task InsertOneAsync(Article article)
    {
        await using var command = _source.CreateCommand(Insert);
        AddParameters(command.Parameters, article);
        await command.ExecuteNonQueryAsync();
    }

    public async Task InsertManyAsync(IReadOnlyList<Article> articles)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var article in articles)
        {
            var command = new NpgsqlBatchCommand(Insert);
            AddParameters(command.Parameters, article);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    public async Task BulkInsertAsync(IReadOnlyList<Article> articles)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var importer = await connection.BeginBinaryImportAsync(
            "copy hand.mt_doc_article (id, data, mt_version, mt_dotnet_type) from stdin (format binary)");
        foreach (var article in articles)
        {
            await importer.StartRowAsync();
            await importer.WriteAsync(article.Id, NpgsqlDbType.Uuid);
            await importer.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(article), NpgsqlDbType.Jsonb);
            await importer.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
            await importer.WriteAsync("Benchmarks.Article", NpgsqlDbType.Varchar);
        }

        await importer.CompleteAsync();
    }

    public async Task<Article?> LoadAsync(Guid id)
    {
        await using var command = _source.CreateCommand("select data from hand.mt_doc_article where id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return await ReadOneAsync(command);
    }

    public async Task<Article?> FindBySlugAsync(string slug)
    {
        await using var command = _source.CreateCommand("select data from hand.mt_doc_article where data ->> 'Slug' = $1 limit 1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = slug });
        return await ReadOneAsync(command);
    }

    public Task<Article?> FindCompiledAsync(string slug) => FindBySlugAsync(slug);

    public async Task<IReadOnlyList<Article>> PageAsync(int size)
    {
        await using var command = _source.CreateCommand("select data from hand.mt_doc_article order by data ->> 'Title' limit $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = size });
        await using var reader = await command.ExecuteReaderAsync();
        var articles = new List<Article>(size);
        while (await reader.ReadAsync()) articles.Add(JsonSerializer.Deserialize<Article>(reader.GetString(0))!);
        return articles;
    }

    public async Task<(IReadOnlyList<Entry> Entries, IReadOnlyList<Topic> Topics)> PageWithTopicsAsync(int page, int size)
    {
        const string Page = "from hand.mt_doc_entry order by data ->> 'Title' offset $1 limit $2";
        await using var batch = _source.CreateBatch();
        foreach (var sql in (string[])
        [
            "select data " + Page,
            $"select data from hand.mt_doc_topic where id in (select jsonb_array_elements_text(p.data -> 'TopicIds')::uuid from (select data {Page}) as p)",
        ])
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = page * size });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = size });
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync();
        var entries = new List<Entry>(size);
        while (await reader.ReadAsync()) entries.Add(JsonSerializer.Deserialize<Entry>(reader.GetString(0))!);
        await reader.NextResultAsync();
        var topics = new List<Topic>();
        while (await reader.ReadAsync()) topics.Add(JsonSerializer.Deserialize<Topic>(reader.GetString(0))!);
        return (entries, topics);
    }

    public async Task<IReadOnlyList<Entry>> CommentedByAsync(string author)
    {
        await using var command = _source.CreateCommand("select data from hand.mt_doc_entry where data @> $1");
        command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(new { Comments = new[] { new { Author = author } } }), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await using var reader = await command.ExecuteReaderAsync();
        var entries = new List<Entry>();
        while (await reader.ReadAsync()) entries.Add(JsonSerializer.Deserialize<Entry>(reader.GetString(0))!);
        return entries;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task CopyAsync<T>(string table, IEnumerable<T> documents, Func<T, Guid> id)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var importer = await connection.BeginBinaryImportAsync($"copy hand.mt_doc_{table} (id, data) from stdin (format binary)");
        foreach (var document in documents)
        {
            await importer.StartRowAsync();
            await importer.WriteAsync(id(document), NpgsqlDbType.Uuid);
            await importer.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(document), NpgsqlDbType.Jsonb);
        }

        await importer.CompleteAsync();
    }

    private static void AddParameters(NpgsqlParameterCollection parameters, Article article)
    {
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = article.Id });
        parameters.Add(new NpgsqlParameter { Value = JsonSerializer.SerializeToUtf8Bytes(article), NpgsqlDbType = NpgsqlDbType.Jsonb });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.NewGuid() });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = "Benchmarks.Article" });
    }

    private static async Task<Article?> ReadOneAsync(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? JsonSerializer.Deserialize<Article>(reader.GetString(0)) : null;
    }
}
