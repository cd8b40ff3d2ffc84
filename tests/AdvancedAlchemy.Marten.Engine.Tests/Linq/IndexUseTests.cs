using AdvancedAlchemy.Marten.Testing;
using global::Marten;
using global::Marten.Engine.Linq;
using global::Marten.Engine.Linq.Execution;
using Npgsql;
using Weasel.Postgresql.Tables;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>Queries are written so that the configured index serves them.</summary>
public sealed class IndexUseTests(PostgresFixture postgres) : LinqTest(postgres)
{
    [Fact]
    public async Task Contains_WithAComputedGinIndex_UsesIt() => (await PlanAsync(
        "_computed", o => o.Schema.For<Tagged>().Index(x => x.TagIds, i => i.Method = IndexMethod.gin), q => q.Where(x => x.TagIds.Contains(17))))
        .ShouldContain("mt_doc_indexusetests_tagged_idx_tag_ids");

    [Fact]
    public async Task Contains_WithAGinIndexOnTheMember_UsesIt() => (await PlanAsync(
        "_member", o => o.Schema.For<Tagged>().GinIndexJsonDataMember(x => x.TagIds), q => q.Where(x => x.TagIds.Contains(17))))
        .ShouldContain("mt_doc_indexusetests_tagged_idx_tag_ids_gin");

    [Fact]
    public async Task Contains_WithAGinIndexOnTheDocument_UsesIt() => (await PlanAsync(
        "_body", o => o.Schema.For<Tagged>().GinIndexJsonData(), q => q.Where(x => x.TagIds.Contains(17))))
        .ShouldContain("mt_doc_indexusetests_tagged_idx_data");

    [Fact]
    public async Task Equality_WithAComputedIndex_UsesIt() => (await PlanAsync(
        "_slug", o => o.Schema.For<Tagged>().UniqueIndex(x => x.Slug!), q => q.Where(x => x.Slug == "slug-77")))
        .ShouldContain("mt_doc_indexusetests_tagged_uidx_slug");

    [Fact]
    public async Task Membership_WithAComputedIndex_UsesIt() => (await PlanAsync(
        "_any", o => o.Schema.For<Tagged>().Index(x => x.Number), q => q.Where(x => new[] { 1, 2 }.Contains(x.Number))))
        .ShouldContain("mt_doc_indexusetests_tagged_idx_number");

    [Fact]
    public async Task Any_OverObjectsByEquality_WithAGinIndexOnTheDocument_UsesIt() => (await PlanAsync(
        "_object", o => o.Schema.For<Tagged>().GinIndexJsonData(), q => q.Where(x => x.Items.Any(i => i.Name == "item-77" && i.Size == 7))))
        .ShouldContain("mt_doc_indexusetests_tagged_idx_data");

    [Fact]
    public async Task Any_OverObjectsByEqualityAndMore_WithAGinIndexOnTheDocument_UsesIt() => (await PlanAsync(
        "_mixed", o => o.Schema.For<Tagged>().GinIndexJsonData(), q => q.Where(x => x.Items.Any(i => i.Name == "item-77" && i.Size > 3))))
        .ShouldContain("mt_doc_indexusetests_tagged_idx_data");

    [Fact]
    public async Task Any_OverObjectsByEquality_WithAGinIndexOnTheMember_UsesIt() => (await PlanAsync(
        "_items", o => o.Schema.For<Tagged>().GinIndexJsonDataMember(x => x.Items), q => q.Where(x => x.Items.Any(i => i.Name == "item-77"))))
        .ShouldContain("mt_doc_indexusetests_tagged_idx_items_gin");

    // PostgreSQL reckons with hundreds of rows here, and on a table of this size then reads it all: what is shown is that the index can serve.
    [Fact]
    public async Task Any_WithoutACondition_WithAGinIndexOnTheDocument_CanUseIt() => (await PlanAsync(
        "_some", o => o.Schema.For<Tagged>().GinIndexJsonData(), q => q.Where(x => x.Notes.Any()), mayScan: false))
        .ShouldContain("mt_doc_indexusetests_tagged_idx_data");

    // A vacuum, for a GIN index keeps new rows in a list that it has yet to take in. The planner is free to choose.
    private async Task<string> PlanAsync(string variant, Action<StoreOptions> configure, Func<IQueryable<Tagged>, IQueryable<Tagged>> query, bool mayScan = true)
    {
        using var store = NewStore(variant, configure);
        await store.BulkInsertAsync(Enumerable.Range(1, 20_000).Select(i => new Tagged
        {
            Id = i,
            Slug = "slug-" + i,
            Number = i,
            TagIds = [i % 500, (i * 7) % 500],
            Items = [new Item { Name = "item-" + (i % 1000), Size = i % 10 }],
            Notes = i % 5000 == 0 ? ["note"] : [],
        }).ToArray());
        await using var session = store.QuerySession();
        var prepared = QueryRunner.Prepare<Tagged>(query(session.Query<Tagged>()), ResultKind.Rows);
        (await query(session.Query<Tagged>()).ToListAsync()).Count.ShouldBeInRange(1, 100);
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using (var analyze = new NpgsqlCommand($"vacuum analyze {store.Storages.For<Tagged>().Table}", connection)) await analyze.ExecuteNonQueryAsync();
        if (!mayScan)
        {
            await using var setting = new NpgsqlCommand("set enable_seqscan = off", connection);
            await setting.ExecuteNonQueryAsync();
        }

        await using var command = prepared.CreateCommand();
        command.CommandText = "explain " + command.CommandText;
        command.Connection = connection;
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    public sealed class Tagged
    {
        public int Id { get; set; }

        public string? Slug { get; set; }

        public int Number { get; set; }

        public List<long> TagIds { get; set; } = [];

        public List<Item> Items { get; set; } = [];

        public List<string> Notes { get; set; } = [];
    }

    public sealed class Item
    {
        public string? Name { get; set; }

        public int Size { get; set; }
    }
}
