using AdvancedAlchemy.Marten.Testing;
using Marten;
using Weasel.Core;

namespace MartenFacts.Documentation;

/// <summary>The pages "Searching for NULL Values" and "Searching on Enumerations and Nested Members".</summary>
public class NullsAndEnumsPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Nullable_members_are_searched_for_null()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.NullableNumber.HasValue))).ShouldBe([1, 5]);
        (await NumbersAsync(session.Query<Target>().Where(x => !x.NullableNumber.HasValue))).ShouldBe([2, 10]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.NullableNumber == null))).ShouldBe([2, 10]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.NullableNumber > 10))).ShouldBe([5]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.NullableNumber!.Value == 10))).ShouldBe([1]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Inner == null))).ShouldBe([10]);
    }

    [Theory]
    [InlineData(EnumStorage.AsInteger)]
    [InlineData(EnumStorage.AsString)]
    public async Task Enumerations_are_searched_however_they_are_stored(EnumStorage storage)
    {
        await using var session = await TargetsAsync(o => o.UseSystemTextJsonForSerialization(enumStorage: storage));
        var colors = new[] { Color.Green, Color.Red };

        (await NumbersAsync(session.Query<Target>().Where(x => x.Color == Color.Red))).ShouldBe([5]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Color != Color.Blue))).ShouldBe([2, 5]);
        (await NumbersAsync(session.Query<Target>().Where(x => colors.Contains(x.Color)))).ShouldBe([2, 5]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Color.IsOneOf(Color.Blue)))).ShouldBe([1, 10]);
    }
}
