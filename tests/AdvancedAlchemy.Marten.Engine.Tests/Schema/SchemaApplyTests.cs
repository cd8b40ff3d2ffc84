using Marten.Engine.Schema;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Engine.Tests.Schema;

public sealed class SchemaApplyTests(SchemaTestDatabase database) : IClassFixture<SchemaTestDatabase>
{
    public static TheoryData<string> IndexNames => [.. IndexKinds().Select(x => x.Name)];

    [Fact]
    public void A_server_that_is_too_old_for_an_index_is_told_apart_from_a_mistake()
    {
        var change = SchemaDiff.AgainstNothing([Sample.Table("old").With(IndexKinds().Single(x => x.Name == "nulls"))]);
        var index = change.Statements.Single(s => s.Sql.Contains("NULLS NOT DISTINCT", StringComparison.Ordinal));
        var table = change.Statements.First(s => s != index);
        Npgsql.PostgresException refused = new("syntax error at or near \"NULLS\"", "ERROR", "ERROR", Npgsql.PostgresErrorCodes.SyntaxError);
        SchemaFailure.Describe("All", change, index, refused).Message.ShouldContain("NullsNotDistinct needs PostgreSQL 15");
        SchemaFailure.Describe("All", change, table, refused).Message.ShouldNotContain("needs PostgreSQL");
    }

    [Theory]
    [MemberData(nameof(IndexNames))]
    public async Task Every_kind_of_index_settles(string name)
    {
        Assert.SkipWhen(
            name == "nulls" && await database.ScalarAsync<int>("select current_setting('server_version_num')::int") < 150000,
            "NULLS NOT DISTINCT came with PostgreSQL 15");
        var table = Sample.Table($"kind_{name}").Tenanted().SoftDeleted()
            .With(new ColumnModel("nested_number", "integer", Backfill: "(data -> 'Nested' ->> 'Number')::integer"), new ColumnModel("slug", "varchar"))
            .With(IndexKinds().Single(x => x.Name == name) with { Name = $"ix_{name}" });
        SchemaObject[] objects = [.. StandardObjects.ImmutableFunctions("public"), table];

        (await database.SettlesAsync(objects)).ShouldBe(SchemaPatchDifference.Create);
        var plan = await database.PlanAsync(objects);
        plan.Statements.ShouldBeEmpty();

        // and again as an index that joins a table which is already there
        await database.ExecuteAsync($"DROP INDEX ix_{name}");
        (await database.SettlesAsync(objects)).ShouldBe(SchemaPatchDifference.Update);
    }

    [Fact]
    public async Task A_whole_store_settles()
    {
        SchemaObject[] objects =
        [
            Sample.Table("user", "store", Sample.Revision),
            Sample.Table("issue", "store").Tenanted()
                .With(new ColumnModel("assignee_id", "uuid", Backfill: "(data ->> 'AssigneeId')::uuid"))
                .With(new IndexModel("mt_doc_issue_idx_assignee_id", ["assignee_id"]))
                .With(new ForeignKeyModel("mt_doc_issue_assignee_id_fkey", ["assignee_id"], new("store", "mt_doc_user"), ["id"], ReferentialAction.SetNull)),
            Sample.Table("node", "store").With(new ColumnModel("parent", "uuid"))
                .With(new ForeignKeyModel("mt_doc_node_parent_fkey", ["parent"], new("store", "mt_doc_node"), ["id"], ReferentialAction.Cascade)),
            .. StandardObjects.ImmutableFunctions("store"),
            .. StandardObjects.HiLo("store"),
            new SequenceModel(new("store", "mt_events_sequence")) { OwnerTable = new("store", "mt_hilo"), OwnerColumn = "hi_value" },
            new ExtensionModel("hstore"),
        ];
        (await database.SettlesAsync(objects)).ShouldBe(SchemaPatchDifference.Create);
    }

    [Fact]
    public async Task Tables_that_point_at_each_other_settle()
    {
        var egg = Sample.Table("egg").With(new ColumnModel("hen", "uuid"))
            .With(new ForeignKeyModel("mt_doc_egg_hen_fkey", ["hen"], new("public", "mt_doc_hen"), ["id"]));
        var hen = Sample.Table("hen").With(new ColumnModel("egg", "uuid"))
            .With(new ForeignKeyModel("mt_doc_hen_egg_fkey", ["egg"], new("public", "mt_doc_egg"), ["id"], ReferentialAction.Restrict, ReferentialAction.Cascade));
        await database.SettlesAsync(egg, hen);
    }

    [Fact]
    public async Task Partitioned_soft_delete_settles_and_a_lost_partition_comes_back()
    {
        var plain = Sample.Table("split").SoftDeleted();
        var table = plain with
        {
            Columns = [.. plain.Columns.Select(x => x.Name == "mt_deleted" ? x with { NotNull = true } : x)],
            PrimaryKey = new("pkey_mt_doc_split_id_mt_deleted", ["id", "mt_deleted"]),
            Partitioning = new PartitionModel("mt_deleted"),
        };
        await database.SettlesAsync(table);
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relname IN ('mt_doc_split_deleted', 'mt_doc_split_default')")).ShouldBe(2);
        await database.ExecuteAsync("INSERT INTO mt_doc_split (id, data, mt_deleted) SELECT gen_random_uuid(), '{}', x > 1 FROM generate_series(1, 3) x");
        (await database.ScalarAsync<long>("SELECT count(*) FROM mt_doc_split_deleted")).ShouldBe(2);

        await database.ExecuteAsync("DROP TABLE mt_doc_split_deleted");
        (await database.SettlesAsync(table)).ShouldBe(SchemaPatchDifference.Update);

        var gone = await database.PlanAsync(plain with { Partitioning = null });
        gone.Difference.ShouldBe(SchemaPatchDifference.Invalid);
    }

    [Fact]
    public async Task Concurrent_indexes_settle_and_a_broken_one_is_built_again()
    {
        var table = Sample.Table("busy");
        await database.ApplyAsync(table);
        var index = new IndexModel("mt_doc_busy_idx_slug", ["data ->> 'Slug'"]) { Concurrent = true, IsUnique = true };
        (await database.SettlesAsync(table.With(index))).ShouldBe(SchemaPatchDifference.Update);
        await database.ExecuteAsync("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'mt_doc_busy_idx_slug'::regclass");
        (await database.PlanAsync(table.With(index))).Statements.Select(x => x.Sql).ShouldBe(
        [
            "DROP INDEX CONCURRENTLY public.mt_doc_busy_idx_slug",
            "CREATE UNIQUE INDEX CONCURRENTLY mt_doc_busy_idx_slug ON public.mt_doc_busy USING btree ((data ->> 'Slug'))",
        ]);
        (await database.SettlesAsync(table.With(index))).ShouldBe(SchemaPatchDifference.Update);
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4004 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
            .ShouldBe(0);
    }

    private static IEnumerable<IndexModel> IndexKinds()
    {
        yield return new("str", ["data ->> 'Str'"]);
        yield return new("strp", ["(data ->> 'Str')"]);
        yield return new("cast_function", ["CAST(data ->> 'Int' as integer)"]);
        foreach (var type in new[] { "integer", "bigint", "numeric", "boolean", "uuid", "jsonb", "double precision" })
        {
            yield return new($"c_{type[..4]}", [$"((data ->> 'X'))::{type}"]);
        }

        foreach (var type in new[] { "timestamp", "timestamptz", "date", "time" })
        {
            yield return new($"i_{type}", [$"public.mt_immutable_{type}(data ->> 'When')"]);
        }

        yield return new("nested", ["data -> 'Nested' ->> 'Name'"]);
        yield return new("lower", ["lower(data ->> 'Slug')"]);
        yield return new("desc", [new("data ->> 'Slug'") { Descending = true }]);
        yield return new("descnl", [new("data ->> 'Slug'") { Descending = true, NullsFirst = false }]);
        yield return new("ascnf", [new("data ->> 'Slug'") { NullsFirst = true }]);
        yield return new("unique", ["lower(data ->> 'Slug')", "tenant_id"]) { IsUnique = true, Predicate = "mt_deleted = false" };
        yield return new("predicate", ["data ->> 'A'"]) { Predicate = "(mt_deleted = false or data ->> 'A' is not null) and mt_last_modified > '2020-01-01'::timestamptz" };
        yield return new("in_list", ["slug"]) { Predicate = "slug IN ('a', 'b''c', 'd\\e') AND mt_dotnet_type <> 'x' AND NOT mt_deleted" };
        yield return new("in_one", ["slug"]) { Predicate = "slug in ('a') and slug not like 'b%'" };
        yield return new("server_only", ["slug"]) { Predicate = "nested_number BETWEEN 1 AND 5 AND slug IS DISTINCT FROM 'x'" };
        yield return new("server_case", ["CASE WHEN mt_deleted THEN 1 ELSE nested_number END"]);
        yield return new("multi", ["data ->> 'Name'", "CAST(data ->> 'Number' as integer)"]);
        yield return new("gin_data", [new("data") { OperatorClass = "jsonb_path_ops" }]) { Method = "gin" };
        yield return new("gin_default", ["data"]) { Method = "gin" };
        yield return new("gin_member", [new("data -> 'Tags'") { OperatorClass = "jsonb_path_ops" }]) { Method = "gin" };
        yield return new("fts", ["to_tsvector('english', data)"]) { Method = "gin" };
        yield return new("fts_member", ["to_tsvector('italian', (data ->> 'A') || ' ' || (data ->> 'B'))"]) { Method = "gin" };
        yield return new("collation", [new("data ->> 'Slug'") { Collation = "C", OperatorClass = "text_pattern_ops" }]);
        yield return new("default_ops", [new("slug") { OperatorClass = "text_ops" }]);
        yield return new("include", ["nested_number"]) { Include = ["slug", "mt_version"], IsUnique = true };
        yield return new("nulls", ["nested_number"]) { IsUnique = true, NullsNotDistinct = true };
        yield return new("fill", ["nested_number"]) { StorageParameters = new Dictionary<string, string> { ["fillfactor"] = "70", ["deduplicate_items"] = "off" } };
        yield return new("space", ["nested_number"]) { Tablespace = "pg_default" };
        yield return new("hash", ["slug"]) { Method = "hash" };
        yield return new("brin", ["mt_last_modified"]) { Method = "brin" };
    }
}
