using AdvancedAlchemy.Marten.Testing;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten.Tests.Behaviours;

/// <summary>Behaviours 10 to 13: a hierarchy is one table, whatever its depth; types of their own have tables of their own.</summary>
public class HierarchyTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private DocumentStore Hierarchy([System.Runtime.CompilerServices.CallerMemberName] string name = "") => Store(
        o =>
        {
            o.Schema.For<Staff>().AddSubClass<Engineer>().AddSubClass<Architect>().AddSubClass<Manager>();
            o.Schema.For<Robot>();
        },
        name: name);

    [Fact] // 10, 11, 12
    public async Task Children_at_every_depth_share_the_table_and_abstract_bases_have_none()
    {
        var store = Hierarchy();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await using NpgsqlConnection connection = new(ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("select string_agg(tablename, ',' order by tablename) from pg_tables where schemaname = @s and tablename like 'mt_doc_%'", connection);
        command.Parameters.AddWithValue("s", store.Options.DatabaseSchemaName);
        (await command.ExecuteScalarAsync()).ShouldBe("mt_doc_hierarchytests_robot,mt_doc_hierarchytests_staff");
    }

    [Theory] // 13
    [InlineData(DocumentTracking.None)]
    [InlineData(DocumentTracking.IdentityOnly)]
    [InlineData(DocumentTracking.DirtyTracking)]
    public async Task A_query_of_the_base_gives_all_of_them_stamped_and_guarded(DocumentTracking tracking)
    {
        var store = Hierarchy($"all{tracking}");
        await using var session = Open(store, tracking);
        session.Store<Staff>(new Engineer { Name = "e", Language = "C#" }, new Architect { Name = "a", Language = "UML" }, new Manager { Name = "m", Budget = 7 });
        await session.SaveChangesAsync();

        await using var query = Open(store, tracking);
        var all = await query.Query<Staff>().OrderBy(s => s.Name).ToListAsync();
        all.Select(s => s.GetType()).ShouldBe([typeof(Architect), typeof(Engineer), typeof(Manager)]);
        all.ShouldAllBe(s => s.CreatedAt == Clock.GetUtcNow() && s.Version == 1);
        (await query.Query<Engineer>().CountAsync()).ShouldBe(2);
        ((Manager)all[2]).Budget.ShouldBe(7);

        await using (var other = store.LightweightSession())
        {
            var theirs = (await other.LoadAsync<Manager>(all[2].Id))!;
            theirs.Budget = 8;
            other.Store(theirs);
            await other.SaveChangesAsync();
        }

        ((Manager)all[2]).Budget = 9;
        query.Store(all[2]);
        (await Should.ThrowAsync<StaleDocumentException>(() => query.SaveChangesAsync())).StoredRevision.ShouldBe(2);
    }

    public abstract class Person : UuidAuditDocument
    {
        public string Name { get; set; } = "";
    }

    public class Staff : Person;

    public class Engineer : Staff
    {
        public string Language { get; set; } = "";
    }

    public class Architect : Engineer;

    public class Manager : Staff
    {
        public int Budget { get; set; }
    }

    public class Robot : Person;
}
