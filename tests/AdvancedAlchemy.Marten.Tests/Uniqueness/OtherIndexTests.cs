using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten.Tests.Uniqueness;

public class OtherIndexTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Theory] // P7, P8
    [InlineData(UniqueScope.UnitOfWork)]
    [InlineData(UniqueScope.Immediate)]
    public async Task Another_unique_index_in_the_way_is_named_and_the_session_goes_on(UniqueScope scope)
    {
        var store = Store();
        await using (var session = store.LightweightSession())
        {
            session.Store(new CustomUser { Email = "a@b", Username = "ada" });
            await session.SaveChangesAsync();
        }

        await using var later = store.LightweightSession();
        later.Store(new Post { Title = "kept" });
        var failure = await Should.ThrowAsync<DuplicateKeyException>(() => GetAsync(later, "new@b", "ada", scope));
        failure.ConstraintName.ShouldBe("mt_doc_customuser_uidx_username");
        failure.Members.ShouldBe(["Username"]);
        failure.Value.ShouldBe("ada");
        (await GetAsync(later, "new@b", "bob", scope)).Created.ShouldBeTrue();
        await later.SaveChangesAsync();
        (await later.Query<CustomUser>().CountAsync()).ShouldBe(2);
        (await later.Query<Post>().CountAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_plain_Insert_of_the_same_key_between_look_and_commit_is_found_by_Immediate(bool byId)
    {
        var store = Store();
        var id = Guid.NewGuid();
        CustomUser Make() => new() { Id = byId ? id : Guid.Empty, Email = "a@b", Username = "ada" };
        await using (var warm = store.LightweightSession())
        {
            warm.Store(new CustomUser { Email = "w@b", Username = "w" });
            await warm.SaveChangesAsync();
        }

        var results = await RaceAsync(32, i => Task.FromResult<Func<Task>>(async () =>
        {
            await using var session = store.LightweightSession();
            if (i % 4 == 0)
            {
                session.Insert(Make());
                await session.SaveChangesAsync();
            }
            else if (byId)
            {
                await session.GetOrCreateAsync(u => u.Id == id, Make, UniqueScope.Immediate);
            }
            else
            {
                await session.GetOrCreateAsync(u => u.Email == "a@b", Make, UniqueScope.Immediate);
            }
        }));
        for (var i = 0; i < 32; i++)
        {
            if (i % 4 == 0) (results[i] is null or DocumentAlreadyExistsException).ShouldBeTrue(results[i]?.ToString());
            else results[i].ShouldBeNull(results[i]?.ToString());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_plain_Insert_that_commits_between_look_and_save_is_found_by_Immediate(bool byId)
    {
        FirstSave listener = new();
        var store = Store(o => o.Listeners.Add(listener));
        CustomUser ada = new() { Id = Guid.NewGuid(), Email = "a@b", Username = "ada" };
        CustomUser Make() => new() { Id = byId ? ada.Id : Guid.Empty, Email = ada.Email, Username = ada.Username };
        listener.Act = async () =>
        {
            await using var other = store.LightweightSession();
            other.Insert(ada);
            await other.SaveChangesAsync();
        };
        await using var session = store.LightweightSession();
        var (found, created) = byId
            ? await session.GetOrCreateAsync(u => u.Id == ada.Id, Make, UniqueScope.Immediate)
            : await session.GetOrCreateAsync(u => u.Email == ada.Email, Make, UniqueScope.Immediate);
        listener.Act.ShouldBeNull();
        created.ShouldBeFalse();
        found.Id.ShouldBe(ada.Id);
    }

    [Fact]
    public async Task Plain_Inserts_of_several_ids_that_commit_between_look_and_save_are_found_by_Immediate()
    {
        FirstSave listener = new();
        var store = Store(o => o.Listeners.Add(listener));
        Guid[] ids = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        listener.Act = async () =>
        {
            await using var other = store.LightweightSession();
            other.Insert(new Place { Id = ids[0], Name = "other" }, new Place { Id = ids[2], Name = "other" });
            await other.SaveChangesAsync();
        };
        await using var session = store.LightweightSession();
        (await session.AsUniqueAsync<Place, Guid>(ids, UniqueScope.Immediate)).Select(p => (p.Id, p.Name))
            .ShouldBe([(ids[0], "other"), (ids[1], "made"), (ids[2], "other")]);
        listener.Act.ShouldBeNull();
    }

    [Theory]
    [InlineData(UniqueScope.UnitOfWork)]
    [InlineData(UniqueScope.Immediate)]
    public async Task A_plain_Store_that_commits_amid_the_look_under_the_lock_is_found_and_not_in_the_way(UniqueScope scope)
    {
        var store = Store();
        CustomUser ada = new() { Email = "a@b", Username = "ada" };
        await using (var warm = store.LightweightSession())
        {
            warm.Store(ada, new CustomUser { Email = "w@b", Username = "w" });
            await warm.SaveChangesAsync();
        }

        // the operator that reads the key stores the document for who holds the lock: after the snapshot of that statement, before the next
        var schema = store.Options.DatabaseSchemaName;
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using (var command = source.CreateCommand(
            $"""
            create table {schema}.amid as select * from {schema}.mt_doc_customuser where id = '{ada.Id}';
            delete from {schema}.mt_doc_customuser where id = '{ada.Id}';
            create function {schema}.read_amid(body jsonb, key text) returns text language plpgsql volatile as $f$
            begin
              if exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) then
                with later as (delete from {schema}.amid returning *) insert into {schema}.mt_doc_customuser select * from later;
              end if;
              return body operator(pg_catalog.->>) key;
            end $f$;
            create operator {schema}.->> (leftarg = jsonb, rightarg = text, function = {schema}.read_amid)
            """))
        {
            await command.ExecuteNonQueryAsync();
        }

        NpgsqlConnectionStringBuilder connection = new(ConnectionString) { SearchPath = $"{schema}, pg_catalog" };
        using var seen = DocumentStore.For(o =>
        {
            o.Connection(connection.ConnectionString);
            o.DatabaseSchemaName = schema;
            o.AutoCreateSchemaObjects = AutoCreate.None;
            o.UseAdvancedAlchemy();
        });
        await using var session = seen.LightweightSession();
        var (found, created) = await GetAsync(session, "a@b", "ada", scope);
        created.ShouldBeFalse();
        found.Id.ShouldBe(ada.Id);
        await session.SaveChangesAsync();
        (await session.Query<CustomUser>().CountAsync()).ShouldBe(2);
    }

    private static Task<(CustomUser Document, bool Created)> GetAsync(IDocumentSession session, string email, string name, UniqueScope scope) =>
        session.GetOrCreateAsync<CustomUser>(u => u.Email == email, () => new CustomUser { Email = email, Username = name }, scope);

    public class Place : IUnique<Place, Guid>
    {
        public Guid Id { get; set; }

        public string Name { get; set; } = "";

        public static object UniqueKey(Guid key) => key;

        public static System.Linq.Expressions.Expression<Func<Place, bool>> UniqueFilter(Guid key) => p => p.Id == key;

        public static Place Create(Guid key) => new() { Id = key, Name = "made" };
    }

    private sealed class FirstSave : DocumentSessionListenerBase
    {
        public Func<Task>? Act { get; set; }

        public override async Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
        {
            if (Act is not { } act) return;
            Act = null;
            await act();
        }
    }
}
