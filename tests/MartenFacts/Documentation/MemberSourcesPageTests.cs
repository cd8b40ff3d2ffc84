using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq;
using Marten.Linq.Members;
using Marten.Linq.Parsing;
using Marten.Linq.Parsing.Operators;
using Weasel.Postgresql;
using Weasel.Postgresql.SqlGeneration;

namespace MartenFacts.Documentation;

/// <summary>The page "Extending Marten's Linq Support": members that are found by a source of one's own.</summary>
public class MemberSourcesPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private async Task<IDocumentSession> WeightsAsync(Action<StoreOptions>? configure = null)
    {
        var store = Store(o =>
        {
            o.Linq.MemberSources.Add(new GramsSource());
            configure?.Invoke(o);
        });
        await SaveAsync(store, new Parcel { Name = "light", Weight = new Weight { Text = "5 g" } }, new Parcel { Name = "heavy", Weight = new Weight { Text = "20 g" } }, new Parcel { Name = "none" });
        return store.LightweightSession();
    }

    private static Task<IReadOnlyList<string>> Names(IQueryable<Parcel> parcels) => parcels.OrderBy(x => x.Name).Select(x => x.Name).ToListAsync();

    [Fact]
    public async Task A_member_that_only_a_source_knows_is_a_condition_an_order_and_a_projection()
    {
        await using var session = await WeightsAsync();

        (await Names(session.Query<Parcel>().Where(x => x.Weight!.Grams > 5))).ShouldBe(["heavy"]);
        foreach (var grams in new[] { 5, 20, 7 }) (await session.Query<Parcel>().CountAsync(x => x.Weight!.Grams == grams)).ShouldBe(grams == 7 ? 0 : 1);
        (await session.Query<Parcel>().Where(x => x.Weight != null).OrderByDescending(x => x.Weight!.Grams).Select(x => new { x.Name, x.Weight!.Grams }).ToListAsync())
            .ShouldBe([new { Name = "heavy", Grams = 20 }, new { Name = "light", Grams = 5 }]);
        (await session.Query<Parcel>().SumAsync(x => x.Weight!.Grams)).ShouldBe(25);
    }

    [Fact]
    public async Task Members_that_no_source_knows_are_found_as_ever()
    {
        await using var session = await WeightsAsync();

        (await Names(session.Query<Parcel>().Where(x => x.Weight!.Text == "5 g" && x.Name.Length == 5))).ShouldBe(["light"]);
        (await Names(session.Query<Parcel>().Where(x => x.Weight == null))).ShouldBe(["none"]);
        (await session.Query<Parcel>().CountAsync(x => x.Sent.Date.Year == 1)).ShouldBe(3);
        (await session.Query<Parcel>().CountAsync(x => x.Weights.Any(w => w.Text == "1 g"))).ShouldBe(0);
    }

    [Fact]
    public async Task A_parser_of_methods_is_given_what_a_source_knows()
    {
        await using var session = await WeightsAsync(o => o.Linq.MethodCallParsers.Add(new IsHeavyParser()));

        (await Names(session.Query<Parcel>().Where(x => x.Weight!.Grams.IsBetween(10, 30)))).ShouldBe(["heavy"]);
    }

    [Fact]
    public async Task The_other_side_of_a_join_is_asked_of_the_source_as_well()
    {
        await using var session = await WeightsAsync();
        session.Store(new Limit { Grams = 20 });
        await session.SaveChangesAsync();

        (await session.Query<Limit>().Join(session.Query<Parcel>(), l => l.Grams, p => p.Weight!.Grams, (l, p) => new { p.Name, p.Weight!.Grams }).ToListAsync())
            .ShouldBe([new { Name = "heavy", Grams = 20 }]);
    }

    [Fact]
    public void The_options_show_their_sources()
    {
        var store = Store(o => o.Linq.MemberSources.Add(new GramsSource()));

        ((IDocumentStore)store).Options.Linq.FieldSources.Single().ShouldBeOfType<GramsSource>();
    }

    private sealed class GramsSource : IMemberSource
    {
        public bool TryResolve(IQueryableMember parent, StoreOptions options, MemberInfo memberInfo, Type memberType, [NotNullWhen(true)] out IQueryableMember? member)
        {
            member = memberInfo.Name == nameof(Weight.Grams) && memberInfo.DeclaringType == typeof(Weight) ? new GramsMember(parent) : null;
            return member is not null;
        }
    }

    // What the document holds is text such as "5 g".
    private sealed class GramsMember(IQueryableMember parent) : IQueryableMember
    {
        public Type MemberType => typeof(int);

        public string MemberName => nameof(Weight.Grams);

        public string JsonPathSegment => "Text";

        public string RawLocator => $"split_part({parent.JSONBLocator} ->> 'Text', ' ', 1)";

        public string TypedLocator => $"CAST({RawLocator} as integer)";

        public string JSONBLocator => $"to_jsonb({TypedLocator})";

        public string NullTestLocator => RawLocator;

        public string LocatorForIncludedDocumentId => TypedLocator;

        public IQueryableMember[] Ancestors => [.. parent.Ancestors, parent];

        public string BuildOrderingExpression(Ordering ordering, CasingRule casingRule) => ordering.Direction == OrderingDirection.Desc ? TypedLocator + " desc" : TypedLocator;

        public Dictionary<string, object> FindOrPlaceChildDictionaryForContainment(Dictionary<string, object> dict) => dict;

        public void PlaceValueInDictionaryForContainment(Dictionary<string, object> dict, ConstantExpression constant) => throw new NotSupportedException();

        public string SelectorForDuplication(string pgType) => TypedLocator;

        public void Apply(ICommandBuilder builder) => builder.Append(TypedLocator);
    }

    private sealed class IsHeavyParser : IMethodCallParser
    {
        public bool Matches(MethodCallExpression expression) => expression.Method.Name == nameof(CustomMethods.IsBetween);

        public ISqlFragment? Parse(IQueryableMemberCollection memberCollection, IReadOnlyStoreOptions options, MethodCallExpression expression) =>
            new WhereFragment($"{memberCollection.MemberFor(expression.Arguments[0]).TypedLocator} between ? and ?", expression.Arguments[1].Value(), expression.Arguments[2].Value());
    }

    public class Weight
    {
        public string Text { get; set; } = "";

        [System.Text.Json.Serialization.JsonIgnore]
        public int Grams => int.Parse(Text.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    public class Parcel
    {
        public Guid Id { get; set; }

        public string Name { get; set; } = "";

        public DateTime Sent { get; set; }

        public Weight? Weight { get; set; }

        public List<Weight> Weights { get; set; } = [];
    }

    public class Limit
    {
        public Guid Id { get; set; }

        public int Grams { get; set; }
    }
}
