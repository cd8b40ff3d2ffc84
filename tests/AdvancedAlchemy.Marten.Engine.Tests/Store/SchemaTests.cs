using System.Diagnostics;
using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten;
using Marten.Exceptions;
using Marten.Schema;
using Marten.Schema.Indexing.Unique;
using Npgsql;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace AdvancedAlchemy.Marten.Engine.Tests.Store;

public class SchemaTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Doc
    {
        public Guid Id { get; set; }

        public string? Name { get; set; }

        public string? Slug { get; set; }

        public int Number { get; set; }

        public long Large { get; set; }

        public decimal Price { get; set; }

        public bool Flag { get; set; }

        public Guid Key { get; set; }

        public DateTimeOffset When { get; set; }

        public DateTime WhenDt { get; set; }

        public DateOnly Day { get; set; }

        public int? OptNum { get; set; }

        public string[] Tags { get; set; } = [];

        public Inner? Nested { get; set; }

        public Guid? RefId { get; set; }
    }

    public class Inner
    {
        public string? Name { get; set; }

        public int Number { get; set; }
    }

    public class Target
    {
        public Guid Id { get; set; }
    }

    public class Simple
    {
        public Guid Id { get; set; }

        public string? A { get; set; }

        public string? B { get; set; }
    }

    private async Task<Dictionary<string, string>> IndexesAsync(string alias)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(
            $"select indexname, regexp_replace(indexdef, '^.* USING ', '') from pg_indexes where schemaname like '{Schema}%' and tablename = 'mt_doc_{alias}'");
        await using var reader = await command.ExecuteReaderAsync();
        var found = new Dictionary<string, string>();
        while (await reader.ReadAsync()) found.Add(reader.GetString(0), reader.GetString(1).Replace($"{Schema}_{alias}.", "", StringComparison.Ordinal));
        return found;
    }

    // Index names are unique in a schema, so those that are given in full want one for each alias.
    private void Everything(StoreOptions o, string alias)
    {
        o.DatabaseSchemaName = $"{Schema}_{alias}";
        var doc = o.Schema.For<Doc>().DocumentAlias(alias);
        doc.Index(x => x.Name).Index(x => x.Number).Index(x => x.Large).Index(x => x.Price).Index(x => x.Flag).Index(x => x.Key);
        doc.Index(x => x.When).Index(x => x.WhenDt).Index(x => x.Day).Index(x => x.OptNum).Index(x => x.Nested!.Name);
        doc.Index([x => x.Name, x => x.Number]);
        doc.Index(x => x.Slug, i =>
        {
            i.Name = "MyIndex";
            i.Casing = ComputedIndex.Casings.Lower;
            i.SortOrder = SortOrder.Desc;
            i.IsUnique = true;
            i.Predicate = "(data ->> 'Name') is not null";
        });
        doc.UniqueIndex(x => x.Slug);
        doc.UniqueIndex(UniqueIndexType.DuplicatedField, x => x.Nested!.Number);
        doc.UniqueIndex(UniqueIndexType.Computed, "two", TenancyScope.PerTenant, x => x.Name, x => x.Slug);
        doc.Duplicate(x => x.Tags).Duplicate(x => x.Nested!.Name, pgType: "varchar(50)", notNull: false);
        doc.GinIndexJsonData().GinIndexJsonDataMember(x => x.Tags);
        doc.ForeignKey<Target>(x => x.RefId, k => k.DeleteAction = Weasel.Core.CascadeAction.Cascade);
        doc.MultiTenanted().SoftDeletedWithIndex().IndexLastModified().IndexTenantId();
    }

    [Fact]
    public async Task Index_names_and_expressions_are_martens()
    {
        await using var store = Store(o => Everything(o, "every"));
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        var indexes = await IndexesAsync("every");
        indexes["mt_doc_every_idx_number"].ShouldBe("btree ((((data ->> 'Number'::text))::integer))");
        indexes["mt_doc_every_idx_name"].ShouldBe("btree (((data ->> 'Name'::text)))");
        indexes["mt_doc_every_idx_large"].ShouldBe("btree ((((data ->> 'Large'::text))::bigint))");
        indexes["mt_doc_every_idx_price"].ShouldBe("btree ((((data ->> 'Price'::text))::numeric))");
        indexes["mt_doc_every_idx_flag"].ShouldBe("btree ((((data ->> 'Flag'::text))::boolean))");
        indexes["mt_doc_every_idx_key"].ShouldBe("btree ((((data ->> 'Key'::text))::uuid))");
        indexes["mt_doc_every_idx_when"].ShouldBe("btree (mt_immutable_timestamptz((data ->> 'When'::text)))");
        indexes["mt_doc_every_idx_when_dt"].ShouldBe("btree (mt_immutable_timestamp((data ->> 'WhenDt'::text)))");
        indexes["mt_doc_every_idx_day"].ShouldBe("btree (mt_immutable_date((data ->> 'Day'::text)))");
        indexes["mt_doc_every_idx_opt_num"].ShouldBe("btree ((((data ->> 'OptNum'::text))::integer))");
        indexes["mt_doc_every_idx_namenumber"].ShouldBe("btree (((data ->> 'Name'::text)), (((data ->> 'Number'::text))::integer))");
        indexes["MyIndex"].ShouldStartWith("btree (lower((data ->> 'Slug'::text)) DESC)");
        indexes["mt_doc_every_uidx_slug"].ShouldBe("btree (((data ->> 'Slug'::text)))");
        indexes["mt_doc_every_idx_nested_number"].ShouldBe("btree (nested_number)");
        indexes["two"].ShouldBe("btree (((data ->> 'Name'::text)), ((data ->> 'Slug'::text)), tenant_id)");
        indexes["mt_doc_every_idx_tags"].ShouldContain("(tags)");
        indexes["mt_doc_every_idx_data"].ShouldBe("gin (data jsonb_path_ops)");
        indexes["mt_doc_every_idx_tags_gin"].ShouldBe("gin (((data -> 'Tags'::text)) jsonb_path_ops)");
        indexes["mt_doc_every_idx_ref_id"].ShouldBe("btree (ref_id)");
        indexes["mt_doc_every_idx_mt_deleted"].ShouldBe("btree (mt_deleted)");
        indexes["mt_doc_every_idx_mt_deleted_at"].ShouldBe("btree (mt_deleted_at) WHERE mt_deleted");
        indexes["mt_doc_every_idx_mt_last_modified"].ShouldBe("btree (mt_last_modified)");
        indexes["mt_doc_every_idx_tenant_id"].ShouldBe("btree (tenant_id)");
        indexes["pkey_mt_doc_every_tenant_id_id"].ShouldBe("btree (tenant_id, id)");
        (await ScalarAsync<string>($"select pg_get_constraintdef(oid) from pg_constraint where conname = 'mt_doc_every_ref_id_fkey' and connamespace = '{Schema}_every'::regnamespace"))
            .ShouldEndWith("ON DELETE CASCADE");
    }

    [Fact]
    public async Task Columns_are_in_martens_order()
    {
        await using var store = Store(o => Everything(o, "columns"));
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        (await ScalarAsync<string>($"select string_agg(column_name, ',' order by ordinal_position) from information_schema.columns where table_schema = '{Schema}_columns' and table_name = 'mt_doc_columns'"))
            .ShouldBe("tenant_id,id,data,mt_last_modified,mt_version,mt_dotnet_type,nested_number,tags,nested_name,ref_id,mt_deleted,mt_deleted_at");
    }

    [Fact]
    public async Task Apply_then_assert_then_apply_again_is_a_no_op()
    {
        void Configure(StoreOptions o) => Everything(o, "noop");

        await using var store = Store(Configure);
        (await store.Storage.CreateMigrationAsync()).Difference.ShouldBe(SchemaPatchDifference.Create);
        await Should.ThrowAsync<DatabaseValidationException>(() => store.Storage.Database.AssertDatabaseMatchesConfigurationAsync());
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
        (await store.Storage.CreateMigrationAsync()).Difference.ShouldBe(SchemaPatchDifference.None);
        await using var second = Store(Configure);
        (await second.Storage.Database.ApplyAllConfiguredChangesToDatabaseAsync()).ShouldBe(SchemaPatchDifference.None);
    }

    [Fact]
    public async Task Configuration_that_grows_is_applied_and_old_rows_are_filled()
    {
        await using (var store = Store(o => o.Schema.For<Simple>().DocumentAlias("grows"))) await SaveAsync(store, new Simple { A = "x" });
        await using var wider = Store(o => o.Schema.For<Simple>().DocumentAlias("grows").Duplicate(x => x.A).Index(x => x.Id, i => i.Name = "grows_new")
            .Metadata(m => m.LastModifiedBy.Enabled = true));
        await SaveAsync(wider, new Simple { A = "y" });
        (await ScalarAsync<string>($"select string_agg(a, ',' order by a) from {Table("grows")}")).ShouldBe("x,y");
        (await IndexesAsync("grows")).Keys.ShouldContain("mt_doc_grows_idx_a");
    }

    [Fact]
    public async Task Reading_creates_what_is_missing()
    {
        await using var store = Store(o => o.Schema.For<Simple>().DocumentAlias("read_first"));
        await using var session = store.QuerySession();
        (await session.LoadAsync<Simple>(Guid.NewGuid())).ShouldBeNull();
        (await ScalarAsync<bool>($"select to_regclass('{Table("read_first")}') is not null")).ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_is_created_when_it_may_not_be()
    {
        await using var store = Store(o =>
        {
            o.AutoCreateSchemaObjects = AutoCreate.None;
            o.Schema.For<Simple>().DocumentAlias("never");
        });
        await using var session = store.LightweightSession();
        (await Should.ThrowAsync<MartenCommandException>(() => session.LoadAsync<Simple>(Guid.NewGuid()))).InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe("42P01");
        session.Store(new Simple());
        await Should.ThrowAsync<MartenCommandException>(() => session.SaveChangesAsync());
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task Create_only_refuses_to_change_a_table()
    {
        await using (var store = Store(o => o.Schema.For<Simple>().DocumentAlias("fixed"))) await SaveAsync(store, new Simple());
        await using var wider = Store(o =>
        {
            o.AutoCreateSchemaObjects = AutoCreate.CreateOnly;
            o.Schema.For<Simple>().DocumentAlias("fixed").Duplicate(x => x.A);
        });
        await Should.ThrowAsync<SchemaMigrationException>(() => SaveAsync(wider, new Simple()));
    }

    [Fact]
    public async Task What_others_made_is_kept()
    {
        await using (var store = Store(o => o.Schema.For<Simple>().DocumentAlias("others"))) await SaveAsync(store, new Simple());
        await ExecuteAsync($"create index by_hand on {Table("others")} ((data ->> 'A')); alter table {Table("others")} add column extra int");
        await using var again = Store(o => o.Schema.For<Simple>().DocumentAlias("others").IgnoreIndex("by_hand"));
        await again.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await SaveAsync(again, new Simple());
        (await IndexesAsync("others")).Keys.ShouldContain("by_hand");
        await again.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public async Task A_table_as_the_real_package_makes_it_is_accepted_unchanged()
    {
        var real = Schema + "_real";
        await ExecuteAsync($$"""
            create schema {{real}};
            create function {{real}}.mt_immutable_timestamp(value text) returns timestamp without time zone language sql immutable as $f$ select value::timestamp $f$;
            create function {{real}}.mt_immutable_timestamptz(value text) returns timestamp with time zone language sql immutable as $f$ select value::timestamptz $f$;
            create function {{real}}.mt_immutable_date(value text) returns date language sql immutable as $f$ select value::date $f$;
            create function {{real}}.mt_immutable_time(value text) returns time without time zone language sql immutable as $f$ select value::time $f$;
            create function {{real}}.mt_jsonb_patch(jsonb, jsonb) returns jsonb language sql as $f$ select $1 $f$;
            create function {{real}}.mt_safe_unaccent(use_unaccent boolean, word text) returns text language sql as $f$ select word $f$;
            create function {{real}}.mt_grams_array(words text, use_unaccent boolean default false) returns text[] language sql as $f$ select array[words] $f$;
            create function {{real}}.mt_grams_vector(text, use_unaccent boolean default false) returns tsvector language sql immutable as $f$ select $1::tsvector $f$;
            create function {{real}}.mt_grams_query(text, use_unaccent boolean default false) returns tsquery language sql immutable as $f$ select $1::tsquery $f$;
            create table {{real}}.mt_hilo (entity_name varchar constraint pkey_mt_hilo_entity_name primary key, hi_value bigint default 0);
            create table {{real}}.mt_doc_real (
                id uuid not null, data jsonb not null, mt_last_modified timestamptz default transaction_timestamp(),
                mt_version uuid not null default (md5(random()::text || clock_timestamp()::text)::uuid), mt_dotnet_type varchar,
                a varchar, mt_deleted boolean default false, mt_deleted_at timestamptz, constraint pkey_mt_doc_real_id primary key (id));
            create index mt_doc_real_idx_a on {{real}}.mt_doc_real using btree (a);
            create index mt_doc_real_idx_mt_deleted on {{real}}.mt_doc_real using btree (mt_deleted);
            create unique index mt_doc_real_by_body on {{real}}.mt_doc_real using btree ((data ->> 'B'));
            """);
        var before = await ScalarAsync<string>($"select string_agg(oid::text, ',' order by oid) from pg_class where relnamespace = '{real}'::regnamespace");
        await using var store = Store(o =>
        {
            o.DatabaseSchemaName = real;
            o.Schema.For<Simple>().DocumentAlias("real").Duplicate(x => x.A).Index(x => x.B, i =>
            {
                i.Name = "mt_doc_real_by_body";
                i.IsUnique = true;
            }).SoftDeleted();
        });
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
        await SaveAsync(store, new Simple { A = "x" });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        (await ScalarAsync<string>($"select string_agg(oid::text, ',' order by oid) from pg_class where relnamespace = '{real}'::regnamespace")).ShouldBe(before);
    }

    [Fact]
    public async Task Twenty_stores_may_start_at_once_on_an_empty_database()
    {
        var database = await Postgres.CreateDatabaseAsync();
        var stores = Enumerable.Range(0, 20).Select(_ => Store(o =>
        {
            o.Connection(database + ";Maximum Pool Size=3");
            o.DatabaseSchemaName = "fresh";
            o.Schema.For<Simple>().Duplicate(x => x.A).UniqueIndex(x => x.A);
        })).ToArray();
        await Task.WhenAll(stores.Select((s, i) => Task.Run(() => SaveAsync<object>(s, new Simple { A = "n" + i }, new Target()))));
        await stores[0].Storage.Database.AssertDatabaseMatchesConfigurationAsync();
        foreach (var store in stores) await store.DisposeAsync();
    }

    [Fact]
    public async Task The_script_makes_the_database()
    {
        var psql = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Concat(Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")) : []).Select(d => Path.Combine(d, "psql")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(psql is null, "psql is not installed");
        var database = await Postgres.CreateDatabaseAsync();
        await using var store = Store(o =>
        {
            o.Connection(database);
            Everything(o, "script");
        });
        var file = Path.GetTempFileName();
        await store.Storage.WriteCreationScriptToFile(file);
        (await File.ReadAllTextAsync(file)).ShouldBe(store.Storage.ToDatabaseScript());
        var c = new NpgsqlConnectionStringBuilder(database);
        var start = new ProcessStartInfo(psql!, ["-v", "ON_ERROR_STOP=1", "-q", "-f", file]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in new[] { ("PGHOST", c.Host), ("PGPORT", c.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("PGUSER", c.Username), ("PGPASSWORD", c.Password), ("PGDATABASE", c.Database) })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, errors);
        File.Delete(file);
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public void Schema_names_are_the_stores_and_the_documents()
    {
        using var store = Store(o =>
        {
            o.DatabaseSchemaName = "Other";
            o.Schema.For<Simple>().DatabaseSchemaName("Third");
        });
        store.Storage.AllSchemaNames().ShouldBe(["other", "third"]);
    }

    [Fact]
    public async Task A_document_may_live_in_another_schema()
    {
        await using var store = Store(o => o.Schema.For<Simple>().DatabaseSchemaName(Schema + "_x").DocumentAlias("Else_Where"));
        var document = new Simple();
        await SaveAsync(store, document);
        (await ScalarAsync<long>($"select count(*) from {Schema}_x.mt_doc_else_where")).ShouldBe(1);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused()
    {
        await using var store = Store(o => o.Schema.For<Simple>().DocumentAlias(new string('x', 60)));
        var e = await Should.ThrowAsync<PostgresqlIdentifierTooLongException>(() => SaveAsync(store, new Simple()));
        e.Message.ShouldStartWith("Database identifier mt_doc_xxx");
    }

    [Fact]
    public async Task A_duplicate_index_name_is_a_clear_error()
    {
        await using var store = Store(o => o.Schema.For<Simple>().DocumentAlias("dupidx").Index(x => x.A, i => i.Name = "twice").Index(x => x.B, i => i.Name = "twice"));
        var e = await Should.ThrowAsync<Exception>(() => SaveAsync(store, new Simple()));
        e.ToString().ShouldContain("twice");
    }

    [Fact]
    public void A_schema_name_is_lower_cased()
    {
        using var store = Store(o => o.DatabaseSchemaName = "MiXed");
        store.Options.DatabaseSchemaName.ShouldBe("mixed");
    }
}
