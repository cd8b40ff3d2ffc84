using Marten.Engine.Schema;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Engine.Tests.Schema;

/// <summary>Tables written down as the real package leaves them must be accepted as they are, in one look.</summary>
public sealed class SchemaCompatibilityTests(SchemaTestDatabase database) : IClassFixture<SchemaTestDatabase>
{
    [Fact]
    public async Task Tables_of_the_real_package_need_nothing()
    {
        await database.ExecuteAsync("""
            CREATE SCHEMA real;
            CREATE FUNCTION real.mt_immutable_timestamptz(value text) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$ select value::timestamptz $$;
            CREATE FUNCTION real.mt_immutable_timestamp(value text) RETURNS timestamp LANGUAGE sql IMMUTABLE AS $$ select value::timestamp $$;
            CREATE FUNCTION real.mt_immutable_date(value text) RETURNS date LANGUAGE sql IMMUTABLE AS $$ select value::date $$;
            CREATE FUNCTION real.mt_immutable_time(value text) RETURNS time LANGUAGE sql IMMUTABLE AS $$ select value::time $$;
            CREATE TABLE real.mt_hilo (entity_name varchar NOT NULL, hi_value bigint DEFAULT 0, CONSTRAINT pkey_mt_hilo_entity_name PRIMARY KEY (entity_name));
            CREATE FUNCTION real.mt_get_next_hi(entity varchar) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN -1; END $$;
            CREATE TABLE real.mt_doc_user (
                tenant_id character varying DEFAULT '*DEFAULT*'::character varying NOT NULL,
                id uuid NOT NULL,
                data jsonb NOT NULL,
                mt_last_modified timestamp with time zone DEFAULT transaction_timestamp(),
                mt_version uuid DEFAULT (md5(((random())::text || (clock_timestamp())::text)))::uuid NOT NULL,
                mt_dotnet_type character varying,
                mt_doc_type character varying DEFAULT 'BASE'::character varying,
                number integer,
                mt_deleted boolean DEFAULT false,
                "timestamp" timestamp with time zone DEFAULT '2026-01-02 03:04:05.678+00'::timestamp with time zone NOT NULL,
                CONSTRAINT pkey_mt_doc_user_tenant_id_id PRIMARY KEY (tenant_id, id));
            CREATE INDEX mt_doc_user_idx_when_dt ON real.mt_doc_user USING btree (real.mt_immutable_timestamptz((data ->> 'WhenDt'::text)));
            CREATE INDEX mt_doc_user_idx_number ON real.mt_doc_user USING btree ((((data ->> 'Number'::text))::integer));
            CREATE INDEX mt_doc_user_idx_nested_name ON real.mt_doc_user USING btree ((((data -> 'Nested'::text) ->> 'Name'::text)));
            CREATE UNIQUE INDEX mt_doc_user_uidx_slug ON real.mt_doc_user USING btree (lower((data ->> 'Slug'::text)) DESC, tenant_id) WHERE (mt_deleted = false);
            CREATE INDEX mt_doc_user_idx_fts ON real.mt_doc_user USING gin (to_tsvector('english'::regconfig, data));
            CREATE INDEX mt_doc_user_idx_data ON real.mt_doc_user USING gin (data jsonb_path_ops);
            CREATE INDEX mt_doc_user_idx_mt_doc_type ON real.mt_doc_user USING btree (mt_doc_type) WHERE ((mt_doc_type)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]));
            """);
        var user = Sample.Table("user", "real").Tenanted()
            .With(
                new ColumnModel("mt_doc_type", "varchar", Default: "'BASE'"),
                new ColumnModel("number", "integer", Backfill: "(data ->> 'Number')::integer"),
                new ColumnModel("mt_deleted", "boolean", Default: "false"),
                new ColumnModel("timestamp", "timestamptz", NotNull: true, Default: "now()"))
            .With(
                new IndexModel("mt_doc_user_idx_when_dt", ["real.mt_immutable_timestamptz(data ->> 'WhenDt')"]),
                new IndexModel("mt_doc_user_idx_number", ["CAST(data ->> 'Number' as integer)"]),
                new IndexModel("mt_doc_user_idx_nested_name", ["(data -> 'Nested' ->> 'Name')"]),
                new IndexModel("mt_doc_user_uidx_slug", [new("lower(data ->> 'Slug')") { Descending = true }, "tenant_id"]) { IsUnique = true, Predicate = "mt_deleted = false" },
                new IndexModel("mt_doc_user_idx_fts", ["to_tsvector('english', data)"]) { Method = "gin" },
                new IndexModel("mt_doc_user_idx_data", [new("data") { OperatorClass = "jsonb_path_ops" }]) { Method = "gin" },
                new IndexModel("mt_doc_user_idx_mt_doc_type", ["mt_doc_type"]) { Predicate = "mt_doc_type in ('a', 'b')" });
        SchemaObject[] objects = [user, .. StandardObjects.ImmutableFunctions("real"), .. StandardObjects.HiLo("real")];

        var plan = await database.PlanAsync(objects);
        plan.Describe().ShouldBe("");
        plan.Difference.ShouldBe(SchemaPatchDifference.None);

        await using var connection = await database.Source.OpenConnectionAsync();
        var state = await SchemaReader.ReadAsync(connection, objects, default);
        TableComparison.Suspects(user, state.Tables[user.Name]).IsEmpty.ShouldBeTrue("the text alone must settle it, without asking the server");
    }

    [Theory]
    [InlineData("a = 1 AND (b = 2 OR c = 3)", "(a = 1) and ((b = 2) or (c = 3))", true)]
    [InlineData("a = 1 AND (b = 2 OR c = 3)", "(a = 1 and b = 2) or c = 3", false)]
    [InlineData("x IN ('a', 'b')", "x = ANY (ARRAY['a'::text, 'b'::text])", true)]
    [InlineData("x NOT IN ('a', 'b')", "(x <> ALL (ARRAY['a'::text, 'b'::text]))", true)]
    [InlineData("data ->> 'A' LIKE 'x%'", "((data ->> 'A'::text) ~~ 'x%'::text)", true)]
    [InlineData("CAST(data ->> 'A' AS int4)", "((data ->> 'A'::text))::integer", true)]
    [InlineData("data -> 'a'", "(data -> 'a')::text", false)]
    [InlineData("data ->> 'A'", "data ->> 'a'", false)]
    [InlineData("-1", "'-1'::integer", true)]
    [InlineData("public.mt_immutable_date(x)", "mt_immutable_date(x)", true)]
    [InlineData("public.other(x)", "other(x)", false)]
    [InlineData("not a = b and c", "((NOT (a = b)) AND c)", true)]
    [InlineData("a - (b - c)", "(a - b) - c", false)]
    [InlineData("\"Name\"", "name", false)]
    public void Expressions_compare_by_meaning(string one, string other, bool same) =>
        (CanonicalForm.Expression(one) == CanonicalForm.Expression(other)).ShouldBe(same);
}
