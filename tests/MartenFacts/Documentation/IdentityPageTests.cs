using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten;
using Marten.Schema;
using Weasel.Core.Sequences;

namespace MartenFacts.Documentation;

/// <summary>The page "Document Identity".</summary>
public class IdentityPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Ids_are_text_fields_and_numbers()
    {
        var store = Store(o => o.UseSystemTextJsonForSerialization(configure: j => j.IncludeFields = true));
        var (category, invoice) = (new Category(), new Invoice());
        await SaveAsync(store, new Division { Id = "north" });
        await SaveAsync(store, category);
        await SaveAsync(store, invoice);
        await using var session = store.QuerySession();

        (await session.LoadAsync<Division>("north")).ShouldNotBeNull();
        (await session.LoadAsync<Category>(category.Id)).ShouldNotBeNull();
        (await session.LoadAsync<Invoice>(invoice.id)).ShouldNotBeNull();
        (await session.Query<Category>().SingleAsync(x => x.Id == category.Id)).Id.ShouldBe(category.Id);
        (await session.Query<Invoice>().SingleAsync(x => x.id == invoice.id)).id.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Any_member_may_be_the_id()
    {
        var store = Store(o => o.Schema.For<Renamed>().Identity(x => x.Name));
        await SaveAsync(store, new NonStandard { Name = "one" });
        await SaveAsync(store, new Renamed { Name = "two" });
        await using var session = store.QuerySession();

        (await session.LoadAsync<NonStandard>("one")).ShouldNotBeNull();
        (await session.LoadAsync<Renamed>("two")).ShouldNotBeNull();
        (await session.Query<Renamed>().CountAsync(x => x.Name.StartsWith("t"))).ShouldBe(1);
    }

    [Fact]
    public async Task Numbers_come_from_sequences_that_are_configured()
    {
        var store = Store(o =>
        {
            o.Schema.For<Counted>().HiloSettings(new HiloSettings { MaxLo = 66 });
            o.Advanced.HiloSequenceDefaults.MaxLo = 55;
        });
        var counted = new Counted();
        var attributed = new Attributed();
        await SaveAsync(store, counted);
        await SaveAsync(store, attributed);

        (counted.Id, attributed.Id).ShouldBe((1, 1));
        (await ScalarAsync<string>($"select string_agg(entity_name, ',' order by entity_name) from {Schema}.mt_hilo")).ShouldContain("Entity");
    }

    [Fact]
    public async Task The_floor_of_a_sequence_is_raised()
    {
        var store = Store();
        await SaveAsync(store, new Counted());

        await store.Storage.Database.ResetHiloSequenceFloor<Counted>(2500);
        var next = new Counted();
        await SaveAsync(store, next);

        next.Id.ShouldBeGreaterThan(2500);
    }

    [Fact]
    public async Task Keys_are_made_of_the_alias_and_a_number()
    {
        var store = Store(o => o.Schema.For<Division>().UseIdentityKey().DocumentAlias("doc"));
        var division = new Division { Id = null! };

        await SaveAsync(store, division);

        division.Id.ShouldStartWith("doc/");
        await using var session = store.QuerySession();
        (await session.LoadAsync<Division>(division.Id)).ShouldNotBeNull();
    }

    public class Division
    {
        public string Id { get; set; } = "";
    }

    public class Category
    {
        public Guid Id;
    }

    public class Invoice
    {
#pragma warning disable IDE1006 // the page shows that a lower case name will do
        public int id { get; set; }
#pragma warning restore IDE1006
    }

    public class NonStandard
    {
        [Identity]
        public string Name = "";
    }

    public class Renamed
    {
        public string Name { get; set; } = "";
    }

    public class Counted
    {
        public int Id { get; set; }
    }

    [HiloSequence(MaxLo = 66, SequenceName = "Entity")]
    public class Attributed
    {
        public int Id { get; set; }
    }
}
