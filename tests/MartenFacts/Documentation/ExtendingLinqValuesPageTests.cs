using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq.Members;
using Marten.Linq.Parsing;
using Weasel.Postgresql.SqlGeneration;

namespace MartenFacts.Documentation;

/// <summary>The page "Extending Marten's Linq Support": the method is called on a member, and its call is asked for the member.</summary>
public class ExtendingLinqValuesPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task A_method_of_a_member_is_found_in_counts_and_in_memory_alike()
    {
        var store = Store(o => o.Linq.MethodCallParsers.Add(new IsBlue()));
        var targets = Enumerable.Range(0, 75).Select(i => new ColorTarget { Color = (i % 3) switch { 0 => "Blue", 1 => "Green", _ => "Red" } }).ToArray();
        await store.BulkInsertAsync(targets);
        await using var session = store.QuerySession();

        (await session.Query<ColorTarget>().CountAsync(x => x.Color.IsBlueText())).ShouldBe(targets.Count(x => x.Color.IsBlueText()));
        (await session.Query<ColorTarget>().CountAsync(x => !x.Color.IsBlueText())).ShouldBe(50);
    }

    private sealed class IsBlue : IMethodCallParser
    {
        public bool Matches(MethodCallExpression expression) => expression.Method.Name == nameof(CustomMethods.IsBlueText);

        public ISqlFragment? Parse(IQueryableMemberCollection memberCollection, IReadOnlyStoreOptions options, MethodCallExpression expression) =>
            new WhereFragment($"{memberCollection.MemberFor(expression).TypedLocator} = 'Blue'");
    }

    public class ColorTarget
    {
        public Guid Id { get; set; }

        public string Color { get; set; } = "";
    }
}
