using AdvancedAlchemy.Marten;
using Marten;
using Npgsql;

namespace Benchmarks.Layer;

/// <summary>One store as it comes, and one with the layer.</summary>
public sealed class LayerStores : IAsyncDisposable
{
    internal const int Rows = 10_000;
    internal const int Labels = 1_000;

    private readonly string _connectionString;

    public LayerStores(string connectionString)
    {
        _connectionString = connectionString;
        Plain = DocumentStore.For(o =>
        {
            o.Connection(connectionString);
            o.DatabaseSchemaName = "plain";
            o.Schema.For<PlainMemo>().UniqueIndex(x => x.Slug);
        });
        Layered = DocumentStore.For(o =>
        {
            o.Connection(connectionString);
            o.DatabaseSchemaName = "layered";
            o.Schema.For<Memo>().UniqueIndex(x => x.Slug);
            o.Schema.For<Label>();
            o.UseAdvancedAlchemy();
        });
        Indexed = DocumentStore.For(o =>
        {
            o.Connection(connectionString);
            o.DatabaseSchemaName = "indexed";
            o.Schema.For<Memo>();
            o.UseAdvancedAlchemy(a => a.IndexStamps = true);
        });
    }

    public DocumentStore Plain { get; }

    public DocumentStore Layered { get; }

    /// <summary>With indexed stamps.</summary>
    public DocumentStore Indexed { get; }

    public async Task PrepareAsync()
    {
        await Plain.BulkInsertAsync([.. Enumerable.Range(0, Rows).Select(PlainMemo.Make)]);
        foreach (var store in (DocumentStore[])[Layered, Indexed]) await store.BulkInsertAuditedAsync([.. Enumerable.Range(0, Rows).Select(Memo.Make)]);
        await using var session = Layered.LightweightSession();
        await session.AsUniqueAsync<Label, string>(Enumerable.Range(0, Labels).Select(NameOf));
        await session.SaveChangesAsync();
        // Beside the pools of the stores: a vacuum leaves a backend with room in its heap, which makes its large statements faster by a tenth.
        await using NpgsqlConnection connection = new(_connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var analyze = connection.CreateCommand();
        analyze.CommandText = "vacuum analyze";
        await analyze.ExecuteNonQueryAsync();
    }

    internal static string NameOf(int number) => "Label " + (number % Labels);

    public async ValueTask DisposeAsync()
    {
        await Plain.DisposeAsync();
        await Layered.DisposeAsync();
        await Indexed.DisposeAsync();
    }
}
