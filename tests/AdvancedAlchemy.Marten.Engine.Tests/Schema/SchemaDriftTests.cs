using JasperFx;
using Marten.Engine.Schema;
using Marten.Exceptions;
using Weasel.Core;
using Weasel.Core.Migrations;

namespace AdvancedAlchemy.Marten.Engine.Tests.Schema;

public sealed class SchemaDriftTests(SchemaTestDatabase database) : IClassFixture<SchemaTestDatabase>
{
    private Task RowAsync(string alias, string json = """{"Name": "one", "Number": 7}""", string columns = "", string values = "") =>
        database.ExecuteAsync($"INSERT INTO mt_doc_{alias} (id, data{columns}) VALUES (gen_random_uuid(), '{json}'{values})");

    [Fact]
    public async Task What_the_engine_does_not_know_is_never_dropped()
    {
        var table = Sample.Table("kept");
        await database.ApplyAsync(table);
        await database.ExecuteAsync("""
            ALTER TABLE mt_doc_kept ADD COLUMN other integer DEFAULT 3, ADD CONSTRAINT positive CHECK (other > 0), ALTER COLUMN data SET DEFAULT '{}';
            CREATE INDEX hand_made ON mt_doc_kept (other);
            CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER noop BEFORE INSERT ON mt_doc_kept FOR EACH ROW EXECUTE FUNCTION noop();
            GRANT SELECT ON mt_doc_kept TO PUBLIC;
            CREATE TABLE pointer (doc uuid REFERENCES mt_doc_kept(id));
            """);
        (await database.SettlesAsync(table)).ShouldBe(SchemaPatchDifference.None);
        (await database.SettlesAsync(table.With(new IndexModel("mt_doc_kept_idx_a", ["data ->> 'A'"])))).ShouldBe(SchemaPatchDifference.Update);
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_indexes WHERE indexname = 'hand_made'")).ShouldBe(1);
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_attribute WHERE attrelid = 'mt_doc_kept'::regclass AND attname = 'other'")).ShouldBe(1);
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_trigger WHERE tgname = 'noop'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_changed_index_is_replaced_and_an_ignored_one_left_alone()
    {
        var table = Sample.Table("reindexed");
        await database.ApplyAsync(table.With(new IndexModel("mt_doc_reindexed_idx_a", ["data ->> 'A'"])));
        foreach (var changed in new IndexModel[]
        {
            new("mt_doc_reindexed_idx_a", ["data ->> 'A'"]) { IsUnique = true },
            new("mt_doc_reindexed_idx_a", ["lower(data ->> 'A')"]),
            new("mt_doc_reindexed_idx_a", ["data ->> 'A'", "data ->> 'B'"]),
            new("mt_doc_reindexed_idx_a", [new("data ->> 'A'") { Descending = true }]),
            new("mt_doc_reindexed_idx_a", ["data ->> 'A'"]) { Predicate = "data ->> 'B' = 'x' and (data ->> 'C' = 'y' or data ->> 'D' = 'z')" },
            new("mt_doc_reindexed_idx_a", ["data ->> 'A'"]) { Predicate = "(data ->> 'B' = 'x' and data ->> 'C' = 'y') or data ->> 'D' = 'z'" },
            new("mt_doc_reindexed_idx_a", ["data ->> 'A'"]) { Method = "hash" },
        })
        {
            (await database.SettlesAsync(table.With(changed))).ShouldBe(SchemaPatchDifference.Update, changed.ToString());
        }

        var ignored = table.With(new IndexModel("mt_doc_reindexed_idx_a", ["data"])) with { IgnoredIndexes = ["mt_doc_reindexed_idx_a"] };
        (await database.SettlesAsync(ignored)).ShouldBe(SchemaPatchDifference.None);
    }

    [Fact]
    public async Task New_columns_are_added_and_filled_from_the_row()
    {
        var table = Sample.Table("filled");
        await database.ApplyAsync(table);
        await RowAsync("filled");
        await RowAsync("filled", """{"Name": null}""");
        var wider = table
            .With(
                new ColumnModel("name", "varchar", Backfill: "data ->> 'Name'"),
                new ColumnModel("number", "integer", NotNull: true, Default: "5", Backfill: "(data ->> 'Number')::integer"),
                new ColumnModel("mt_created_at", "timestamptz", Default: "transaction_timestamp()"),
                new ColumnModel("correlation_id", "varchar"))
            .With(new IndexModel("mt_doc_filled_idx_name", ["name"]))
            .SoftDeleted();
        (await database.SettlesAsync(wider)).ShouldBe(SchemaPatchDifference.Update);
        (await database.ScalarAsync<string>("SELECT string_agg(coalesce(name, 'null') || number || mt_deleted, ',' ORDER BY number) FROM mt_doc_filled"))
            .ShouldBe("null5false,one7false");
        (await database.ScalarAsync<bool>("SELECT bool_and(attnotnull) FROM pg_attribute WHERE attrelid = 'mt_doc_filled'::regclass AND attname = 'number'"))
            .ShouldBeTrue();
    }

    [Theory]
    [InlineData("uuid", "bigint")]
    [InlineData("uuid", "integer")]
    [InlineData("bigint", "uuid")]
    [InlineData("integer", "uuid")]
    [InlineData("integer", "bigint")]
    [InlineData("bigint", "integer")]
    public async Task The_kind_of_version_changes_and_rows_stay(string from, string to)
    {
        var alias = $"version_{from}_{to}";
        ColumnModel Version(string type) => type == "uuid" ? Sample.UuidVersion : Sample.Revision with { Type = type };
        await database.ApplyAsync(Sample.Table(alias, version: Version(from)));
        await database.ExecuteAsync($"CREATE INDEX hand_{alias} ON mt_doc_{alias} (mt_version)");
        await RowAsync(alias);
        await RowAsync(alias);
        if (from != "uuid") await database.ExecuteAsync($"UPDATE mt_doc_{alias} SET mt_version = 41");

        (await database.SettlesAsync(Sample.Table(alias, version: Version(to)))).ShouldBe(SchemaPatchDifference.Update);
        (await database.ScalarAsync<long>($"SELECT count(*) FROM mt_doc_{alias} WHERE mt_version IS NOT NULL")).ShouldBe(2);
        if (from != "uuid" && to != "uuid") (await database.ScalarAsync<long>($"SELECT max(mt_version)::bigint FROM mt_doc_{alias}")).ShouldBe(41);
        if (to == "uuid") (await database.ScalarAsync<long>($"SELECT count(DISTINCT mt_version) FROM mt_doc_{alias}")).ShouldBe(2);
        (await database.ScalarAsync<long>($"SELECT count(*) FROM pg_indexes WHERE indexname = 'hand_{alias}'")).ShouldBe(1);
        await RowAsync(alias);
    }

    [Fact]
    public async Task Types_widen_and_refuse_to_lose_values()
    {
        TableModel With(string type, string? backfill = null) => Sample.Table("typed").With(new ColumnModel("x", type, Backfill: backfill));
        await database.ApplyAsync(With("integer"));
        await RowAsync("typed", columns: ", x", values: ", 12");
        (await database.SettlesAsync(With("int8"))).ShouldBe(SchemaPatchDifference.Update);
        var back = await Should.ThrowAsync<SchemaMigrationException>(() => database.ApplyAsync(With("integer")));
        back.Message.ShouldContain("TableDelta for public.mt_doc_typed");
        back.Message.ShouldContain("the column x is bigint and should be integer");
        (await database.SettlesAsync(With("varchar", "data ->> 'Name'"))).ShouldBe(SchemaPatchDifference.Update);
        (await database.ScalarAsync<string>("SELECT x FROM mt_doc_typed")).ShouldBe("one");
        (await database.SettlesAsync(With("text"))).ShouldBe(SchemaPatchDifference.Update);
        (await database.SettlesAsync(With("VARCHAR"))).ShouldBe(SchemaPatchDifference.Update);
        (await database.PlanAsync(With("character  varying"))).Difference.ShouldBe(SchemaPatchDifference.None);
    }

    [Fact]
    public async Task Defaults_and_nulls_follow()
    {
        TableModel With(ColumnModel column) => Sample.Table("nulls").With(column);
        await database.ApplyAsync(With(new("x", "integer")));
        await RowAsync("nulls");
        (await database.SettlesAsync(With(new("x", "integer", NotNull: true, Default: "1 + 1")))).ShouldBe(SchemaPatchDifference.Update);
        (await database.ScalarAsync<int>("SELECT x FROM mt_doc_nulls")).ShouldBe(2);
        (await database.SettlesAsync(With(new("x", "integer", NotNull: true, Default: "-3")))).ShouldBe(SchemaPatchDifference.Update);
        (await database.SettlesAsync(With(new("x", "integer")))).ShouldBe(SchemaPatchDifference.Update);
        await database.ExecuteAsync("INSERT INTO mt_doc_nulls (id, data, x) VALUES (gen_random_uuid(), '{}', NULL)");
    }

    [Fact]
    public async Task Tenancy_switched_on_keeps_rows_and_foreign_keys()
    {
        var user = Sample.Table("tuser");
        var issue = Sample.Table("tissue").With(new ColumnModel("user_id", "uuid", Backfill: "(data ->> 'UserId')::uuid"))
            .With(new ForeignKeyModel("mt_doc_tissue_user_id_fkey", ["user_id"], user.Name, ["id"]));
        await database.SettlesAsync(user, issue);
        await RowAsync("tuser");
        await database.ExecuteAsync("INSERT INTO mt_doc_tissue (id, data, user_id) SELECT gen_random_uuid(), '{}', id FROM mt_doc_tuser");

        var tenanted = Sample.Table("tissue").Tenanted().With(new ColumnModel("user_id", "uuid", Backfill: "(data ->> 'UserId')::uuid"))
            .With(new ForeignKeyModel("mt_doc_tissue_user_id_fkey", ["tenant_id", "user_id"], user.Name, ["tenant_id", "id"], ReferentialAction.Cascade));
        (await database.SettlesAsync(user.Tenanted(), tenanted)).ShouldBe(SchemaPatchDifference.Update);
        (await database.ScalarAsync<long>("SELECT count(*) FROM mt_doc_tissue JOIN mt_doc_tuser USING (tenant_id) WHERE tenant_id = '*DEFAULT*'")).ShouldBe(1);
        (await database.SettlesAsync(user, issue)).ShouldBe(SchemaPatchDifference.Update);
    }

    [Fact]
    public async Task A_key_that_a_stranger_points_to_is_refused_with_its_name()
    {
        await database.ApplyAsync(Sample.Table("pinned"));
        await database.ExecuteAsync("CREATE TABLE stranger (doc uuid CONSTRAINT stranger_fk REFERENCES mt_doc_pinned(id))");
        var plan = await database.PlanAsync(Sample.Table("pinned").Tenanted());
        plan.Difference.ShouldBe(SchemaPatchDifference.Invalid);
        plan.Describe().ShouldContain("stranger_fk of public.stranger");
    }

    [Fact]
    public async Task A_view_in_the_way_is_named()
    {
        await database.ExecuteAsync("CREATE VIEW mt_doc_viewed AS SELECT 1 AS id");
        var failure = await Should.ThrowAsync<SchemaMigrationException>(() => database.ApplyAsync(Sample.Table("viewed")));
        failure.Message.ShouldContain("public.mt_doc_viewed: there is a view of this name");
    }

    [Fact]
    public async Task Create_only_creates_and_refuses_updates()
    {
        var migrator = new SchemaMigrator();
        var table = Sample.Table("mut");
        (await migrator.ApplyAsync(database.Source, [table], AutoCreate.CreateOnly)).ShouldBe(SchemaPatchDifference.Create);
        (await migrator.ApplyAsync(database.Source, [table], AutoCreate.CreateOnly)).ShouldBe(SchemaPatchDifference.None);
        var wider = table.With(new ColumnModel("x", "integer"));
        var failure = await Should.ThrowAsync<SchemaMigrationException>(() => migrator.ApplyAsync(database.Source, [wider], AutoCreate.CreateOnly));
        failure.Message.ShouldBe("Cannot derive schema migrations for TableDelta for public.mt_doc_mut AutoCreate.CreateOnly");
        (await migrator.ApplyAsync(database.Source, [wider], AutoCreate.None)).ShouldBe(SchemaPatchDifference.None);
        (await database.PlanAsync(wider)).Difference.ShouldBe(SchemaPatchDifference.Update);
        (await migrator.ApplyAsync(database.Source, [wider], AutoCreate.All)).ShouldBe(SchemaPatchDifference.Update);
    }

    [Fact]
    public async Task Assert_shows_the_missing_statements()
    {
        var failure = await Should.ThrowAsync<DatabaseValidationException>(() => new SchemaMigrator().AssertAsync(database.Source, [Sample.Table("absent")]));
        failure.Message.ShouldStartWith("Configuration to Schema Validation for Database 'Main' Failed! These changes detected:");
        failure.Message.ShouldContain("CREATE TABLE public.mt_doc_absent");
    }

    [Fact]
    public async Task A_refused_statement_leaves_nothing_half_done()
    {
        var bad = Sample.Table("bad").With(new IndexModel("mt_doc_bad_idx", ["no_such_column"]));
        var failure = await Should.ThrowAsync<MartenSchemaException>(() => database.ApplyAsync(Sample.Table("good"), bad));
        failure.Message.ShouldStartWith("DDL Execution for 'All Configured Changes' Failed!" + Environment.NewLine + Environment.NewLine);
        failure.Message.ShouldContain("CREATE INDEX mt_doc_bad_idx");
        failure.InnerException.ShouldBeOfType<Npgsql.PostgresException>().SqlState.ShouldBe("42703");
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relname IN ('mt_doc_good', 'mt_doc_bad')")).ShouldBe(0);
    }
}
