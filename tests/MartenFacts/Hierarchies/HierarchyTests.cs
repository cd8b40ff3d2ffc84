using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq.MatchesSql;

namespace MartenFacts.Hierarchies;

public class HierarchyTests(PostgresFixture postgres) : FactsTest(postgres)
{
    private readonly Animal _fish = new() { Name = "fish", Age = 1 };
    private readonly Dog _rex = new() { Name = "rex", Age = 5, Trick = "sit", Toy = "ball" };
    private readonly Puppy _bit = new() { Name = "bit", Age = 0, Trick = "none", Weeks = 9 };
    private readonly Cat _tom = new() { Name = "tom", Age = 7, Lives = 9, Toy = "mouse" };

    private async Task<DocumentStore> FilledAsync(Action<StoreOptions>? configure = null)
    {
        var store = Store(o =>
        {
            o.Schema.For<Animal>().AddSubClass<Dog>().AddSubClass<Puppy>("pup").AddSubClass(typeof(Cat));
            configure?.Invoke(o);
        });
        await using var session = store.LightweightSession();
        session.Store(_fish, _rex, _bit, _tom);
        await session.SaveChangesAsync();
        return store;
    }

    [Fact]
    public async Task All_types_share_one_table_that_names_the_type_of_each_row()
    {
        await FilledAsync();

        (await ScalarAsync<string>($"select string_agg(mt_doc_type, ',' order by data ->> 'Name') from {Schema}.mt_doc_animal"))
            .ShouldBe($"pup,BASE,dog,cat");
        (await ScalarAsync<string>($"select string_agg(mt_dotnet_type, ',' order by data ->> 'Name') from {Schema}.mt_doc_animal"))
            .ShouldBe(string.Join(',', typeof(Puppy).FullName, typeof(Animal).FullName, typeof(Dog).FullName, typeof(Cat).FullName));
        (await ScalarAsync<long>($"select count(*) from pg_indexes where schemaname = '{Schema}' and indexname = 'mt_doc_animal_idx_mt_doc_type'")).ShouldBe(1);
        (await ScalarAsync<long>($"select count(*) from pg_tables where schemaname = '{Schema}' and tablename like 'mt_doc_%'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_query_on_the_base_finds_all_documents_each_as_its_own_type()
    {
        var store = await FilledAsync();
        await using var session = store.QuerySession();

        var found = await session.Query<Animal>().OrderBy(a => a.Name).ToListAsync();

        found.Select(a => a.GetType()).ShouldBe([typeof(Puppy), typeof(Animal), typeof(Dog), typeof(Cat)]);
        ((Cat)found[3]).Lives.ShouldBe(9);
        ((Puppy)found[0]).Weeks.ShouldBe(9);
    }

    [Fact]
    public async Task A_query_on_a_subclass_finds_it_and_what_derives_from_it()
    {
        var store = await FilledAsync();
        await using var session = store.QuerySession();

        (await session.Query<Dog>().OrderBy(a => a.Name).Select(a => a.Name).ToListAsync()).ShouldBe(["bit", "rex"]);
        (await session.Query<Puppy>().SingleAsync()).Weeks.ShouldBe(9);
        (await session.Query<Cat>().Where(c => c.Lives > 5).CountAsync()).ShouldBe(1);
        (await session.Query<Cat>().AnyAsync(c => c.Name == "rex")).ShouldBeFalse();
        (await session.Query<Dog>().SumAsync(d => d.Age)).ShouldBe(5);
    }

    [Fact]
    public async Task Loading_by_id_gives_the_subclass_and_nothing_to_who_asks_for_another()
    {
        var store = await FilledAsync();
        await using var session = store.QuerySession();

        (await session.LoadAsync<Animal>(_tom.Id)).ShouldBeOfType<Cat>().Lives.ShouldBe(9);
        (await session.LoadAsync<Cat>(_tom.Id)).ShouldNotBeNull();
        (await session.LoadAsync<Dog>(_bit.Id)).ShouldBeOfType<Puppy>();
        (await session.LoadAsync<Dog>(_tom.Id)).ShouldBeNull();
        (await session.LoadManyAsync<Dog>(_tom.Id, _rex.Id, _bit.Id)).Count.ShouldBe(2);
        (await session.CheckExistsAsync<Cat>(_tom.Id)).ShouldBeTrue();
        (await session.CheckExistsAsync<Dog>(_tom.Id)).ShouldBeFalse();
        (await session.Json.FindByIdAsync<Dog>(_tom.Id)).ShouldBeNull();
        (await session.MetadataForAsync(_tom))!.DocumentType.ShouldBe("cat");
    }

    [Theory]
    [InlineData(DocumentTracking.IdentityOnly)]
    [InlineData(DocumentTracking.DirtyTracking)]
    public async Task Base_and_subclass_share_the_identity_map(DocumentTracking tracking)
    {
        var store = await FilledAsync();
        await using var session = store.OpenSession(new Marten.Services.SessionOptions { Tracking = tracking });

        var byBase = await session.LoadAsync<Animal>(_tom.Id);
        var bySub = await session.LoadAsync<Cat>(_tom.Id);
        var byQuery = await session.Query<Cat>().SingleAsync();

        bySub.ShouldBeSameAs(byBase);
        byQuery.ShouldBeSameAs(byBase);
        session.EjectAllOfType(typeof(Cat));
        (await session.LoadAsync<Cat>(_tom.Id)).ShouldNotBeSameAs(byBase);
    }

    [Fact]
    public async Task A_dirty_subclass_loaded_as_its_base_is_saved_as_what_it_is()
    {
        var store = await FilledAsync();
        await using (var session = store.DirtyTrackedSession())
        {
            (await session.LoadAsync<Animal>(_rex.Id))!.Name = "max";
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        var dog = (await query.LoadAsync<Dog>(_rex.Id)).ShouldNotBeNull();
        dog.Name.ShouldBe("max");
        dog.Trick.ShouldBe("sit");
    }

    [Fact]
    public async Task DeleteWhere_on_a_subclass_leaves_the_others_alone()
    {
        var store = await FilledAsync();
        await using var session = store.LightweightSession();
        session.DeleteWhere<Dog>(d => d.Age < 100);
        await session.SaveChangesAsync();

        (await session.Query<Animal>().OrderBy(a => a.Name).Select(a => a.Name).ToListAsync()).ShouldBe(["fish", "tom"]);
    }

    [Fact]
    public async Task Documents_and_ids_of_a_subclass_can_be_deleted()
    {
        var store = await FilledAsync();
        await using var session = store.LightweightSession();
        session.Delete(_tom);
        session.Delete<Dog>(_rex.Id);
        await session.SaveChangesAsync();

        (await session.Query<Animal>().CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_bulk_insert_keeps_the_types_apart()
    {
        var store = Store(o => o.Schema.For<Animal>().AddSubClassHierarchy(typeof(Dog), typeof(Cat), new MappedType(typeof(Puppy), "pup")));
        await store.BulkInsertAsync(new Animal[] { _fish, _rex, _bit, _tom });
        await store.BulkInsertAsync(new[] { new Cat { Name = "kit" } });

        await using var session = store.QuerySession();
        (await session.Query<Cat>().CountAsync()).ShouldBe(2);
        (await session.Query<Dog>().CountAsync()).ShouldBe(2);
        (await session.Query<Animal>().CountAsync()).ShouldBe(5);
    }

    [Fact]
    public async Task Members_of_a_subclass_can_be_duplicated_and_those_of_the_same_name_elsewhere_are_not_meant()
    {
        var store = await FilledAsync(o => o.Schema.For<Animal>().Duplicate<Dog>(d => d.Toy));

        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_doc_animal where toy is not null")).ShouldBe(1);
        await using var session = store.QuerySession();
        (await session.Query<Dog>().SingleAsync(d => d.Toy == "ball")).Name.ShouldBe("rex");
        (await session.Query<Cat>().SingleAsync(c => c.Toy == "mouse")).Name.ShouldBe("tom");
    }

    [Fact]
    public async Task Raw_sql_on_a_subclass_is_about_its_rows_only()
    {
        var store = await FilledAsync();
        await using var session = store.QuerySession();

        (await session.QueryAsync<Dog>("where data ->> 'Age' >= '0'")).Count.ShouldBe(2);
        (await session.QueryAsync<Animal>("where data ->> 'Age' >= '0'")).Count.ShouldBe(4);
        (await session.Query<Dog>().Where(d => d.MatchesSql("d.data ->> 'Trick' = ?", "sit")).SingleAsync()).Name.ShouldBe("rex");
    }

    [Fact]
    public async Task A_type_that_was_not_registered_as_subclass_has_a_table_of_its_own()
    {
        var store = await FilledAsync();
        await SaveAsync(store, new Snake { Name = "kaa" });

        await using var session = store.QuerySession();
        (await session.Query<Snake>().CountAsync()).ShouldBe(1);
        (await session.Query<Animal>().CountAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task An_interface_may_be_the_base()
    {
        var store = Store(o => o.Schema.For<IVehicle>().AddSubClass<Car>().AddSubClass<Bike>());
        await using var session = store.LightweightSession();
        session.Store<IVehicle>(new Car { Wheels = 4, Plate = "A 1" }, new Bike { Wheels = 2, HasBell = true });
        await session.SaveChangesAsync();

        (await session.Query<IVehicle>().Where(v => v.Wheels == 2).SingleAsync()).ShouldBeOfType<Bike>().HasBell.ShouldBeTrue();
        (await session.Query<Car>().SingleAsync()).Plate.ShouldBe("A 1");
    }

    [Fact]
    public async Task An_abstract_base_with_soft_deletes_works_like_any_other()
    {
        var store = Store(o => o.Schema.For<Payment>().AddSubClassHierarchy());
        await using (var session = store.LightweightSession())
        {
            session.Store<Payment>(new CardPayment { Id = "a", Amount = 3, Card = "1234" }, new CashPayment { Id = "b", Amount = 4 });
            await session.SaveChangesAsync();
            session.Delete<CardPayment>("a");
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        (await query.Query<Payment>().SingleAsync()).ShouldBeOfType<CashPayment>();
        (await query.Query<CardPayment>().CountAsync()).ShouldBe(0);
        (await query.LoadAsync<CardPayment>("a"))!.Deleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Subclasses_may_be_queried_by_an_index_of_the_base()
    {
        var store = await FilledAsync(o => o.Schema.For<Animal>().Index(a => a.Name).UseOptimisticConcurrency(true));
        await using var session = store.IdentitySession();

        var cat = await session.Query<Cat>().SingleAsync(c => c.Name == "tom");
        cat.Lives = 8;
        session.Store(cat);
        await session.SaveChangesAsync();

        await using var query = store.QuerySession();
        (await query.LoadAsync<Cat>(_tom.Id))!.Lives.ShouldBe(8);
    }

    [Fact]
    public void A_type_that_does_not_derive_from_the_base_is_refused()
    {
        var store = Should.Throw<ArgumentOutOfRangeException>(() =>
        {
            var built = Store(o => o.Schema.For<Animal>().AddSubClass(typeof(Car)));
            built.QuerySession().Query<Animal>();
        });
        store.Message.ShouldContain("Car");
    }

    [Fact]
    public async Task A_hierarchy_in_the_configuration_is_added_to_a_table_that_was_without()
    {
        var plain = Store();
        await SaveAsync(plain, _fish);
        var store = Store(o => o.Schema.For<Animal>().AddSubClass<Dog>());
        await SaveAsync(store, _rex);

        await using var session = store.QuerySession();
        (await session.Query<Animal>().CountAsync()).ShouldBe(2);
        (await session.Query<Dog>().SingleAsync()).Name.ShouldBe("rex");
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }
}
