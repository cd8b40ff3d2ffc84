using AdvancedAlchemy.Marten.Testing;

namespace MartenFacts.Documentation;

/// <summary>The pages "Loading Documents by Id" and "Checking Document Existence", for each type of id.</summary>
public class LoadingByIdTypesPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Documents_are_loaded_by_numbers_and_text()
    {
        var store = Store();
        await SaveAsync(store, new IntDoc { Id = 15 });
        await SaveAsync(store, new LongDoc { Id = 5_000_000_000 });
        await SaveAsync(store, new StringDoc { Id = "Hank" }, new StringDoc { Id = "Bill" });
        await using var session = store.QuerySession();
        var token = TestContext.Current.CancellationToken;

        (await session.LoadAsync<IntDoc>(15, token)).ShouldNotBeNull();
        (await session.LoadAsync<IntDoc>(16, token)).ShouldBeNull();
        (await session.LoadAsync<LongDoc>(5_000_000_000, token)).ShouldNotBeNull();
        (await session.LoadAsync<StringDoc>("Hank", token))!.Id.ShouldBe("Hank");
        (await session.LoadManyAsync<StringDoc>(token, "Hank", "Bill", "Nobody")).Count.ShouldBe(2);
        (await session.LoadManyAsync<IntDoc>(15, 16)).Single().Id.ShouldBe(15);
    }

    [Fact]
    public async Task Ids_come_one_by_one_as_an_array_or_as_a_sequence()
    {
        await using var session = await UsersAsync();
        var token = TestContext.Current.CancellationToken;
        Guid[] ids = [Users[0].Id, Users[3].Id];
        var before = session.RequestCount;

        (await session.LoadManyAsync<User>(ids)).Count.ShouldBe(2);
        (await session.LoadManyAsync<User>(token, ids)).Count.ShouldBe(2);
        (await session.LoadManyAsync<User>(token, Users[0].Id, Users[1].Id, Guid.NewGuid())).Count.ShouldBe(2);
        (await session.LoadManyAsync<User>(token, ids.ToList())).Count.ShouldBe(2);
        (await session.LoadManyAsync<User>(Users[0].Id, Users[0].Id)).Count.ShouldBe(1);
        (session.RequestCount - before).ShouldBe(5);
    }

    [Fact]
    public async Task Existence_is_asked_by_each_type_of_id()
    {
        var store = Store();
        await SaveAsync(store, new IntDoc { Id = 1 });
        await SaveAsync(store, new LongDoc { Id = 2 });
        await SaveAsync(store, new StringDoc { Id = "three" });
        var ticket = new Ticket { Id = new TicketId(Guid.NewGuid()) };
        await SaveAsync(store, ticket);
        await SaveAsync(store, Users[0]);
        await using var session = store.QuerySession();

        (await session.CheckExistsAsync<IntDoc>(1)).ShouldBeTrue();
        (await session.CheckExistsAsync<LongDoc>(2L)).ShouldBeTrue();
        (await session.CheckExistsAsync<StringDoc>("three")).ShouldBeTrue();
        (await session.CheckExistsAsync<StringDoc>("four")).ShouldBeFalse();
        (await session.CheckExistsAsync<User>((object)Users[0].Id)).ShouldBeTrue();
        (await session.CheckExistsAsync<Ticket>(ticket.Id!.Value)).ShouldBeTrue();
        (await session.CheckExistsAsync<Ticket>(new TicketId(Guid.NewGuid()))).ShouldBeFalse();
    }

    [Fact]
    public async Task Existence_of_several_documents_is_asked_in_one_batch()
    {
        await using var session = await UsersAsync();
        var batch = session.CreateBatchQuery();

        var hit = batch.CheckExists<User>(Users[0].Id);
        var miss = batch.CheckExists<User>(Guid.NewGuid());
        var byObject = batch.CheckExists<User>((object)Users[1].Id);
        await batch.Execute();

        (await hit).ShouldBeTrue();
        (await miss).ShouldBeFalse();
        (await byObject).ShouldBeTrue();
    }

    [Fact]
    public async Task Documents_of_other_tenants_do_not_exist_but_soft_deleted_ones_do()
    {
        await using var session = await UsersAsync(o => o.Schema.For<User>().SoftDeleted().MultiTenanted());
        session.Delete<User>(Users[0].Id);
        await session.SaveChangesAsync();

        (await session.CheckExistsAsync<User>(Users[0].Id)).ShouldBeTrue();
        (await session.CheckExistsAsync<User>(Users[1].Id)).ShouldBeTrue();
        (await session.ForTenant("other").CheckExistsAsync<User>(Users[1].Id)).ShouldBeFalse();
    }

    public readonly record struct TicketId(Guid Value);

    public class Ticket
    {
        public TicketId? Id { get; set; }
    }

    public class IntDoc
    {
        public int Id { get; set; }
    }

    public class LongDoc
    {
        public long Id { get; set; }
    }

    public class StringDoc
    {
        public string Id { get; set; } = "";
    }
}
