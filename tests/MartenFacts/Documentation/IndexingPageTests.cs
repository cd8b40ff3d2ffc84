using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Schema;
using Marten.Schema.Indexing.Unique;
using Npgsql;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace MartenFacts.Documentation;

/// <summary>The pages on indexes: queries go on as before, and the indexes are there.</summary>
public class IndexingPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private new async Task<string> IndexesAsync(string table) => string.Join('\n', (await base.IndexesAsync(table)).Values);

    [Fact]
    public async Task Members_and_members_of_members_are_indexed()
    {
        await using var session = await TargetsAsync(o => o.Schema.For<Target>().Index(x => x.String!).Index(x => x.Inner!.Number));

        (await session.Query<Target>().FirstOrDefaultAsync(x => x.String == "beta"))!.Number.ShouldBe(2);
        (await session.Query<Target>().CountAsync(x => x.Inner!.Number == 5)).ShouldBe(1);
        var indexes = await IndexesAsync("mt_doc_target");
        indexes.ShouldContain("mt_doc_target_idx_string");
        indexes.ShouldContain("mt_doc_target_idx_inner_number");
    }

    [Fact]
    public async Task Several_members_make_one_index()
    {
        await using var session = await UsersAsync(o =>
        {
            o.Schema.For<User>().Index(new Expression<Func<User, object?>>[] { x => x.FirstName, x => x.LastName });
            o.Schema.For<User>().Index(x => new { x.LastName, x.UserName });
        });

        (await session.Query<User>().CountAsync(x => x.FirstName == "Max" && x.LastName == "Miller")).ShouldBe(1);
        (await IndexesAsync("mt_doc_user")).Split('\n').Length.ShouldBe(3);
    }

    [Fact]
    public async Task An_index_is_customized()
    {
        await using var session = await TargetsAsync(o => o.Schema.For<Target>().MultiTenanted()
            .Index(x => x.Number, x =>
            {
                x.Name = "mt_my_name";
                x.IsUnique = true;
                x.IsConcurrent = true;
                x.TenancyScope = TenancyScope.PerTenant;
                x.Predicate = "(data ->> 'Number')::int > 10";
            })
            .Index(x => x.String!, x => x.Casing = ComputedIndex.Casings.Lower)
            .Index(x => x.Double, x => x.Method = IndexMethod.brin)
            .Index(x => x.AnotherString, x => x.SortOrder = SortOrder.Desc));

        (await session.Query<Target>().CountAsync(x => x.Number > 1)).ShouldBe(3);
        var indexes = await IndexesAsync("mt_doc_target");
        indexes.ShouldContain("mt_my_name");
        indexes.ShouldContain("lower(");
        indexes.ShouldContain("USING brin");
        indexes.ShouldContain("DESC");
    }

    [Fact]
    public async Task Parts_of_dates_are_indexed_as_members_of_their_own()
    {
        var store = Store(o => o.Schema.For<Stay>().Index(x => x.FromYear));
        await SaveAsync(store, new Stay { From = new DateOnly(2020, 1, 1) }, new Stay { From = new DateOnly(2021, 1, 1) });
        await using var session = store.QuerySession();

        (await session.Query<Stay>().CountAsync(x => x.FromYear == 2021)).ShouldBe(1);
    }

    [Fact]
    public async Task Members_are_columns_with_indexes_of_their_own()
    {
        await using var session = await UsersAsync(o =>
        {
            o.Schema.For<User>().GinIndexJsonData();
            o.Schema.For<User>().Duplicate(x => x.FirstName, pgType: "varchar(50)", notNull: true, configure: i =>
            {
                i.Name = "idx_special";
                i.Method = IndexMethod.hash;
            });
            o.Schema.For<User>().Duplicate(x => x.UserName, configure: i => i.IsUnique = true);
            o.Schema.For<User>().Duplicate(x => x.LastName, configure: i => i.SortOrder = SortOrder.Desc);
        });

        (await NamesAsync(session.Query<User>().Where(x => x.FirstName == "Max" && x.LastName == "Miller"))).ShouldBe(["max"]);
        var indexes = await IndexesAsync("mt_doc_user");
        indexes.ShouldContain("idx_special");
        indexes.ShouldContain("USING hash");
        indexes.ShouldContain("USING gin");
        indexes.ShouldContain("UNIQUE INDEX mt_doc_user_idx_user_name");
    }

    [Fact]
    public async Task Attributes_make_columns()
    {
        var store = Store();
        await SaveAsync(store, new Worker { Category = "a", Department = "b" });
        await using var session = store.QuerySession();

        (await session.Query<Worker>().CountAsync(x => x.Category == "a" && x.Department == "b")).ShouldBe(1);
        (await ScalarAsync<string>($"select string_agg(is_nullable, ',' order by column_name) from information_schema.columns where table_schema = '{Schema}' and column_name in ('category', 'department')")).ShouldBe("YES,NO");
    }

    [Fact]
    public async Task Unique_members_are_refused_a_second_time()
    {
        foreach (var type in new[] { UniqueIndexType.Computed, UniqueIndexType.DuplicatedField })
        {
            var store = Store(o =>
            {
                o.DatabaseSchemaName += (int)type;
                o.Schema.For<User>().UniqueIndex(type, x => x.UserName).UniqueIndex(type, x => x.FirstName, x => x.LastName);
            });
            await SaveAsync(store, Users);

            await RefusedAsync(store, new User { UserName = "max" });
            await RefusedAsync(store, new User { UserName = "new", FirstName = "Max", LastName = "Miller" });
            await SaveAsync(store, new User { UserName = "new", FirstName = "Max", LastName = "Jones" });
            await ExecuteAsync($"drop schema {Schema}{(int)type} cascade");
        }
    }

    [Fact]
    public async Task Attributes_make_members_unique_alone_and_together()
    {
        var store = Store();
        await SaveAsync(store, new Account { Number = "1" });
        await SaveAsync(store, new Person { First = "a", Second = "b" }, new Person { First = "a", Second = "c" });

        await RefusedAsync(store, new Account { Number = "1" });
        await RefusedAsync(store, new Person { First = "a", Second = "b" });
    }

    [Fact]
    public async Task Members_are_unique_for_each_tenant()
    {
        var store = Store(o =>
        {
            o.Schema.For<User>().MultiTenanted().UniqueIndex(UniqueIndexType.DuplicatedField, "index_name", TenancyScope.PerTenant, x => x.FirstName, x => x.LastName);
            o.Schema.For<Issue>().MultiTenanted().UniqueIndex(UniqueIndexType.Computed, "index_title", TenancyScope.PerTenant, x => x.Title);
        });
        foreach (var tenant in new[] { "one", "two" })
        {
            await using var session = store.LightweightSession(tenant);
            session.Store(new User { FirstName = "a", LastName = "b" });
            session.Store(new Issue { Title = "t" });
            await session.SaveChangesAsync();
        }

        await using var again = store.LightweightSession("one");
        again.Store(new Issue { Title = "t" });
        await Should.ThrowAsync<Exception>(again.SaveChangesAsync());
    }

    [Fact]
    public async Task Foreign_keys_order_the_save_and_delete_what_refers()
    {
#pragma warning disable CS0618 // the page has the older name
        var store = Store(o => o.Schema.For<Issue>().ForeignKey<User>(x => x.AssigneeId!, k => k.OnDelete = CascadeAction.Cascade));
#pragma warning restore CS0618
        await using var session = store.LightweightSession();
        var user = new User();
        session.Store(new Issue { Title = "with", AssigneeId = user.Id = Guid.NewGuid() }, new Issue { Title = "without" });
        session.Store(user);
        await session.SaveChangesAsync();

        session.Delete(user);
        await session.SaveChangesAsync();

        (await session.Query<Issue>().SingleAsync()).Title.ShouldBe("without");
        await RefusedAsync(store, new Issue { AssigneeId = Guid.NewGuid() });
    }

    [Fact]
    public async Task Foreign_keys_lead_to_tables_of_others_and_come_from_attributes()
    {
        await ExecuteAsync($"create schema if not exists {Schema}; create table {Schema}.bugs (id uuid primary key)");
        var store = Store(o => o.Schema.For<Issue>().ForeignKey(x => x.ReporterId!, Schema, "bugs", "id"));
        await SaveAsync(store, new Issue { Title = "none" });
        await SaveAsync(store, Users[0]);
        await SaveAsync(store, new Chore { UserId = Users[0].Id });

        await RefusedAsync(store, new Issue { ReporterId = Guid.NewGuid() });
        await RefusedAsync(store, new Chore { UserId = Guid.NewGuid() });
    }

    [Fact]
    public async Task Indexes_of_others_are_left_alone()
    {
        var store = Store(o => o.Schema.For<User>().IgnoreIndex("foo"));
        await SaveAsync(store, Users);
        await ExecuteAsync($"create index foo on {Schema}.mt_doc_user (id)");

        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

        (await IndexesAsync("mt_doc_user")).ShouldContain("INDEX foo");
    }

    private static async Task RefusedAsync<T>(DocumentStore store, T document) where T : notnull
    {
        var failure = await Should.ThrowAsync<Exception>(SaveAsync(store, document));
        (failure as PostgresException ?? failure.InnerException).ShouldBeOfType<PostgresException>().SqlState.ShouldBeOneOf("23505", "23503");
    }

    public class Stay
    {
        public Guid Id { get; set; }

        public required DateOnly From { get; set; }

        public int FromYear => From.Year;
    }

    public class Worker
    {
        public int Id;

        [DuplicateField(PgType = "text")]
        public string Category = "";

        [DuplicateField(PgType = "text", NotNull = true)]
        public string Department = "";
    }

    public class Account
    {
        public Guid Id { get; set; }

        [UniqueIndex(IndexType = UniqueIndexType.Computed)]
        public string Number { get; set; } = "";
    }

    public class Person
    {
        public Guid Id { get; set; }

        [UniqueIndex(IndexType = UniqueIndexType.DuplicatedField, IndexName = "sample_uidx_person")]
        public string First { get; set; } = "";

        [UniqueIndex(IndexType = UniqueIndexType.DuplicatedField, IndexName = "sample_uidx_person")]
        public string Second { get; set; } = "";
    }

    public class Chore
    {
        public Guid Id { get; set; }

        [ForeignKey(typeof(User))]
        public Guid UserId { get; set; }
    }
}
