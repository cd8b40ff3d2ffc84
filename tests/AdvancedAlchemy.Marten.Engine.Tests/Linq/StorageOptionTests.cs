using AdvancedAlchemy.Marten.Testing;
using global::Marten;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>Queries look where the serializer writes, however it is set up.</summary>
public sealed class StorageOptionTests(PostgresFixture postgres) : LinqTest(postgres)
{
    private static readonly Sample[] Data = SampleData.Make();

    [Theory]
    [InlineData(EnumStorage.AsInteger, Casing.CamelCase)]
    [InlineData(EnumStorage.AsString, Casing.Default)]
    [InlineData(EnumStorage.AsString, Casing.SnakeCase)]
    public async Task Members_AreFound_ForEveryCasingAndEnumStorage(EnumStorage enums, Casing casing)
    {
        var store = await StoreAsync(Data, $"_{enums}_{casing}".ToLowerInvariant(), o =>
        {
            o.UseSystemTextJsonForSerialization(enums, casing);
            o.Schema.For<Sample>().Duplicate(x => x.OptShade).Duplicate(x => x.Text).Duplicate(x => x.Numbers!);
        });
        await using var session = store.QuerySession();
        var dark = Shade.Dark;
        var shades = new List<Shade> { Shade.Light, Shade.None };

        (await session.Query<Sample>().CountAsync(x => x.Shade == dark)).ShouldBe(Data.Count(x => x.Shade == dark));
        (await session.Query<Sample>().CountAsync(x => x.OptShade == dark)).ShouldBe(Data.Count(x => x.OptShade == dark));
        (await session.Query<Sample>().CountAsync(x => shades.Contains(x.Shade))).ShouldBe(Data.Count(x => shades.Contains(x.Shade)));
        (await session.Query<Sample>().CountAsync(x => x.Inner!.Deeper!.Name == "deep1")).ShouldBe(Data.Count(x => x.Inner?.Deeper?.Name == "deep1"));
        (await session.Query<Sample>().CountAsync(x => x.Renamed == "renamed1")).ShouldBe(Data.Count(x => x.Renamed == "renamed1"));
        (await session.Query<Sample>().CountAsync(x => x.Text == "abc")).ShouldBe(Data.Count(x => x.Text == "abc"));
        (await session.Query<Sample>().CountAsync(x => x.Numbers!.Contains(3))).ShouldBe(Data.Count(x => x.Numbers?.Contains(3) == true));
        (await session.Query<Sample>().CountAsync(x => x.Parts!.Any(p => p.Name == "part1"))).ShouldBe(Data.Count(x => x.Parts?.Any(p => p.Name == "part1") == true));
        (await session.Query<Sample>().CountAsync(x => x.Tags.Contains("tag1"))).ShouldBe(Data.Count(x => x.Tags.Contains("tag1")));
        (await session.Query<Sample>().OrderBy(x => x.Id).Select(x => new { x.Shade, x.OptShade, x.Renamed, x.Text }).ToListAsync())
            .ShouldBe(Data.Select(x => new { x.Shade, x.OptShade, x.Renamed, x.Text }));
    }
}
