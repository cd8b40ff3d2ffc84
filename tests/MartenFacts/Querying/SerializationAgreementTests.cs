using System.Text.Json.Serialization;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Weasel.Core;

namespace MartenFacts.Querying;

/// <summary>Queries look where the serializer writes, and for what it writes, at every depth.</summary>
public class SerializationAgreementTests(PostgresFixture postgres) : FactsTest(postgres)
{
    public static TheoryData<Casing, EnumStorage, bool> Cases =>
        [.. from casing in Enum.GetValues<Casing>() from enums in Enum.GetValues<EnumStorage>() from duplicated in new[] { false, true } select (casing, enums, duplicated)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_member_is_found_for_every_casing_enum_storage_and_place(Casing casing, EnumStorage enums, bool duplicated)
    {
        var store = Store(o =>
        {
            o.UseSystemTextJsonForSerialization(enums, casing);
            if (duplicated) o.Schema.For<Ship>().Duplicate(x => x.LoadState).Duplicate(x => x.OwnName!).Duplicate(x => x.Master.LastName!);
        });
        await SaveAsync(store, Make("a", Load.Full), Make("b", Load.Empty));
        await using var session = store.QuerySession();
        var full = Load.Full;
        Load[] loads = [Load.Full];

        (await session.Query<Ship>().CountAsync(x => x.LoadState == full)).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.LoadState != full)).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => loads.Contains(x.LoadState))).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.OwnName == "a")).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.Master.LastName == "a")).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.Master.NickName!.StartsWith("nick a"))).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.Crew.Any(c => c.LastName == "crew a" && c.NickName == "nick a" && c.PaidIn == full))).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.Crew.Any(c => c.LastName!.EndsWith('a') && c.PaidIn == full))).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.Crew.All(c => c.PaidIn == full))).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.Crew.Any(c => loads.Contains(c.PaidIn)))).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.PastLoads.Contains(full))).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.PastLoads.Any(l => l != full))).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.ByKey["Key One"] == full)).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.ByKey.Values.Contains(full))).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.ByKey.Any(p => p.Key == "Key One" && p.Value == full))).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.ByLoad.ContainsKey(full))).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.ByLoad.Any(p => p.Key == full && p.Value == "a"))).ShouldBe(1);
        (await session.Query<Ship>().CountAsync(x => x.Crew.Contains(new Sailor { LastName = "crew a", NickName = "nick a", PaidIn = Load.Full }))).ShouldBe(1);
    }

    private static Ship Make(string name, Load load) => new()
    {
        OwnName = name,
        LoadState = load,
        Master = new Sailor { LastName = name, NickName = $"nick {name}", PaidIn = load },
        Crew = [new Sailor { LastName = $"crew {name}", NickName = $"nick {name}", PaidIn = load }],
        PastLoads = [load],
        ByKey = new() { ["Key One"] = load },
        ByLoad = new() { [load] = name },
    };

    public enum Load
    {
        Empty,
        Full = 7,
    }

    public class Ship
    {
        public Guid Id { get; set; }

        public string? OwnName { get; set; }

        public Load LoadState { get; set; }

        public Sailor Master { get; set; } = new();

        public List<Sailor> Crew { get; set; } = [];

        public List<Load> PastLoads { get; set; } = [];

        public Dictionary<string, Load> ByKey { get; set; } = [];

        public Dictionary<Load, string> ByLoad { get; set; } = [];
    }

    public class Sailor
    {
        public string? LastName { get; set; }

        [JsonPropertyName("a.k.a. \"x\"")]
        public string? NickName { get; set; }

        public Load PaidIn { get; set; }
    }
}
