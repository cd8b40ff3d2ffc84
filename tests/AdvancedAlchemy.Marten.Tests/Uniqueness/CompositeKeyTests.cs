using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Schema;

namespace AdvancedAlchemy.Marten.Tests.Uniqueness;

public class CompositeKeyTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public enum Kind
    {
        Plain,
        Fancy,
    }

    public static TheoryData<UniqueIndexType> Indexes => [UniqueIndexType.Computed, UniqueIndexType.DuplicatedField];

    [Theory]
    [MemberData(nameof(Indexes))]
    public async Task Many_keys_of_two_members_are_one_query(UniqueIndexType type)
    {
        var store = Store(o => o.Schema.For<Plate>().UniqueIndex(type, p => p.Country, p => p.Number));
        (string, int)[] keys = [.. Enumerable.Range(0, 1000).Select(i => (i % 2 == 0 ? "de" : "fr", i / 2))];
        await using var session = store.LightweightSession();
        var made = await session.AsUniqueAsync<Plate, (string, int)>([.. keys, .. keys]);
        session.RequestCount.ShouldBeLessThanOrEqualTo(2);
        await session.SaveChangesAsync();
        made.Select(p => (p.Country, p.Number)).ShouldBe(keys);

        await using var later = store.LightweightSession();
        var found = await later.AsUniqueAsync<Plate, (string, int)>(keys);
        found.Select(p => p.Id).ShouldBe(made.Select(p => p.Id));
        later.RequestCount.ShouldBe(1);
        (await later.AsUniqueAsync<Plate, (string, int)>(("fr", 3))).Id.ShouldBe(made[7].Id);
        (await later.AsUniqueAsync<Plate, (string, int)>(("it", 3))).Version.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Indexes))]
    public async Task Nested_members_enums_dates_and_Guids_make_a_key(UniqueIndexType type)
    {
        var store = Store(o => o.Schema.For<Visit>().UniqueIndex(type, v => v.Guest!.Name, v => v.Kind, v => v.At, v => v.Room, v => v.Day));
        var at = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(2)).AddTicks(1234567);
        Guid room = new("11111111-2222-3333-4444-555555555555");
        DateOnly day = new(2026, 3, 4);
        await using var session = store.LightweightSession();
        var (first, created) = await GetAsync(session);
        created.ShouldBeTrue();
        (await GetAsync(session)).ShouldBe((first, false));
        await session.SaveChangesAsync();
        await using var later = store.LightweightSession();
        var (found, again) = await GetAsync(later);
        (found.Id, again).ShouldBe((first.Id, false));

        Task<(Visit Document, bool Created)> GetAsync(IDocumentSession session) => session.GetOrCreateAsync<Visit>(
            v => v.Guest!.Name == "Ada" && v.Kind == Kind.Fancy && v.At == at && v.Room == room && v.Day == day,
            () => new Visit { Guest = new Guest { Name = "Ada" }, Kind = Kind.Fancy, At = at, Room = room, Day = day });
    }

    [Theory]
    [MemberData(nameof(Indexes))]
    public async Task Enums_stored_by_name_make_a_key(UniqueIndexType type)
    {
        var store = Store(o =>
        {
            o.UseSystemTextJsonForSerialization(Weasel.Core.EnumStorage.AsString, Weasel.Core.Casing.CamelCase);
            o.Schema.For<Visit>().UniqueIndex(type, v => v.Guest!.Name, v => v.Kind);
        });
        for (var i = 0; i < 2; i++)
        {
            await using var session = store.LightweightSession();
            var (_, created) = await session.GetOrCreateAsync<Visit>(
                v => v.Guest!.Name == "Ada" && v.Kind == Kind.Fancy, () => new Visit { Guest = new Guest { Name = "Ada" }, Kind = Kind.Fancy });
            created.ShouldBe(i == 0);
            await session.SaveChangesAsync();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_composite_key_is_made_once_by_32_sessions(int kinds)
    {
        var store = Store(o => o.Schema.For<Plate>().UniqueIndex(p => p.Country, p => p.Number), name: $"Composite{kinds}");
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        var results = await RaceAsync(32, i => Task.FromResult<Func<Task>>(async () =>
        {
            await using var session = store.LightweightSession();
            await session.AsUniqueAsync<Plate, (string, int)>(Enumerable.Range(0, 20).Select(n => ($"c{(n + i) % kinds}", (n + i) % 20)));
            await session.SaveChangesAsync();
        }));
        results.Where(r => r is not null).Select(r => r!.ToString()).ShouldBeEmpty();
        await using var query = store.QuerySession();
        var plates = await query.Query<Plate>().ToListAsync();
        plates.Select(p => (p.Country, p.Number)).Distinct().Count().ShouldBe(plates.Count);
    }

    [Fact]
    public async Task A_null_in_the_key_is_refused_where_the_index_takes_nulls_for_different()
    {
        var store = Store(o => o.Schema.For<Visit>().UniqueIndex(v => v.Note!, v => v.Room));
        await using var session = store.LightweightSession();
        var failure = await Should.ThrowAsync<ArgumentException>(() => session.GetOrCreateAsync<Visit>(v => v.Note == null && v.Room == Guid.Empty, () => new Visit()));
        failure.Message.ShouldContain("NullsNotDistinct");
        failure.Message.ShouldContain("Note");
    }

    [Fact]
    public async Task A_null_is_a_value_where_the_index_says_so()
    {
        await SkipBeforePostgres15Async();
        var store = Store(o => o.Schema.For<Visit>().Index([v => v.Note!, v => v.Room], i => (i.IsUnique, i.NullsNotDistinct) = (true, true)));
        string? note = null;
        for (var i = 0; i < 2; i++)
        {
            await using var session = store.LightweightSession();
            (await session.GetOrCreateAsync<Visit>(v => v.Note == note && v.Room == Guid.Empty, () => new Visit())).Created.ShouldBe(i == 0);
            (await session.GetOrCreateAsync<Visit>(v => v.Note == "x" && v.Room == Guid.Empty, () => new Visit { Note = "x" })).Created.ShouldBe(i == 0);
            await session.SaveChangesAsync();
        }
    }

    [Fact]
    public async Task An_index_on_more_members_than_the_key_does_not_do()
    {
        var store = Store(o => o.Schema.For<Plate>().UniqueIndex(p => p.Country, p => p.Number));
        await using var session = store.LightweightSession();
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => session.GetOrCreateAsync<Plate>(p => p.Country == "de", () => new Plate { Country = "de" }));
        failure.Message.ShouldContain("UniqueIndex(x => x.Country)");
    }

    [Fact]
    public async Task A_filter_narrower_than_the_index_says_what_has_the_key()
    {
        var store = Store(o => o.Schema.For<Plate>().UniqueIndex(p => p.Country));
        await using var session = store.LightweightSession();
        session.Store(new Plate { Country = "de", Number = 1 });
        await session.SaveChangesAsync();
        var failure = await Should.ThrowAsync<DuplicateKeyException>(() =>
            session.GetOrCreateAsync<Plate>(p => p.Country == "de" && p.Number == 2, () => new Plate { Country = "de", Number = 2 }));
        failure.Members.ShouldBe(["Country"]);
    }

    public class Plate : UuidDocument, IUnique<Plate, (string Country, int Number)>
    {
        public string Country { get; set; } = "";

        public int Number { get; set; }

        public static object UniqueKey((string Country, int Number) key) => key;

        public static Expression<Func<Plate, bool>> UniqueFilter((string Country, int Number) key) => p => p.Country == key.Country && p.Number == key.Number;

        public static Plate Create((string Country, int Number) key) => new() { Country = key.Country, Number = key.Number };
    }

    public class Visit : UuidDocument
    {
        public Guest? Guest { get; set; }

        public Kind Kind { get; set; }

        public DateTimeOffset At { get; set; }

        public DateOnly Day { get; set; }

        public Guid Room { get; set; }

        public string? Note { get; set; }
    }

    public class Guest
    {
        public string Name { get; set; } = "";
    }
}
