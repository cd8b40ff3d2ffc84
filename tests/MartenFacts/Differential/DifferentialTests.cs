using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using AdvancedAlchemy.Marten.Testing;
using FsCheck;
using FsCheck.Fluent;
using Marten;
using Weasel.Core;

namespace MartenFacts.Differential;

/// <summary>
/// Random predicates over random documents, in SQL and in memory: the same each time, so that a failure is that of a change.
/// DIFFERENTIAL_SEED=random has others, and DIFFERENTIAL_CASES more of them per set of documents. A failure tells its seed, which
/// DIFFERENTIAL_SEED runs again.
/// </summary>
public class DifferentialTests(PostgresFixture postgres) : FactsTest(postgres)
{
    private const ulong Seed = 20261122;
    private const int Documents = 60;
    private const int Sets = 3;
    private const int Reported = 10;

    private static readonly Gen<Predicate> Leaf = Leaves.Any();
    private static readonly Gen<Predicate> Predicates = Tree(3);

    [Theory]
    [InlineData("plain")]
    [InlineData("camel case, enums by name, an index on the body")]
    [InlineData("snake case, duplicated members")]
    public async Task Random_predicates_find_in_sql_what_they_find_in_memory(string variant)
    {
        var seed = Environment.GetEnvironmentVariable("DIFFERENTIAL_SEED") switch
        {
            null or "" => Seed,
            "random" => (ulong)Random.Shared.NextInt64(),
            var given => ulong.Parse(given, CultureInfo.InvariantCulture),
        };
        var cases = Environment.GetEnvironmentVariable("DIFFERENTIAL_CASES") is { Length: > 0 } count ? int.Parse(count, CultureInfo.InvariantCulture) : 400;
        var store = Store(o => Configure(o, variant));
        var failures = new Dictionary<string, string>();
        for (var set = 0; set < Sets; set++)
        {
            var documents = Gen.Sample(Pools.Documents, Documents, new Rnd(seed + (ulong)set, 1), 50).ToArray();
            for (var i = 0; i < documents.Length; i++) documents[i].Id = i + 1;
            await store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(Specimen));
            await store.BulkInsertAsync(documents);

            // In a third of them, members that are null are missing.
            await ExecuteAsync($"update {Schema}.mt_doc_specimen set data = jsonb_strip_nulls(data) where id % 3 = 0");
            await using var session = store.QuerySession();
            documents.Length.ShouldBe(Documents);
            foreach (var predicate in Gen.Sample(Predicates, cases, new Rnd(seed + 1000 + (ulong)set, 1), 50))
            {
                if (failures.Count == Reported || await DifferenceAsync(session, documents, predicate) is null) continue;
                var (smallest, difference) = await ShrinkAsync(session, documents, predicate);
                failures.TryAdd(smallest.Lambda().ToString(), $"{new Values().Visit(smallest.Lambda())}\n{difference}");
            }
        }

        failures.ShouldBeEmpty($"{string.Join("\n\n", failures.Values)}\n\nDIFFERENTIAL_SEED={seed}");
    }

    private static void Configure(StoreOptions options, string variant)
    {
        switch (variant[0])
        {
            case 'c':
                options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase);
                options.Schema.For<Specimen>().GinIndexJsonData();
                break;
            case 's':
                options.UseSystemTextJsonForSerialization(EnumStorage.AsInteger, Casing.SnakeCase);
                options.Schema.For<Specimen>()
                    .Duplicate(x => x.Text!).Duplicate(x => x.Int).Duplicate(x => x.OptInt!).Duplicate(x => x.OptHue!).Duplicate(x => x.Decimal)
                    .Duplicate(x => x.Instant).Duplicate(x => x.Clock).Duplicate(x => x.Numbers!).Duplicate(x => x.Inner!.Name!);
                break;
        }
    }

    private static Gen<Predicate> Tree(int depth) => depth == 0
        ? Leaf
        : Gen.Frequency(
            (3, Leaf),
            (1, Tree(depth - 1).Select(p => (Predicate)new Predicate.Not(p))),
            (1, from left in Tree(depth - 1) from right in Tree(depth - 1) select (Predicate)new Predicate.Both(left, right)),
            (1, from left in Tree(depth - 1) from right in Tree(depth - 1) select (Predicate)new Predicate.Either(left, right)));

    // The documents that one side finds and the other does not; null when there are none.
    private static async Task<string?> DifferenceAsync(IQuerySession session, Specimen[] documents, Predicate predicate)
    {
        int[] expected = [.. documents.Where(d => predicate.Holds(d) == true).Select(d => d.Id)];
        try
        {
            int[] found = [.. (await session.Query<Specimen>().Where(predicate.Lambda()).Select(x => x.Id).ToListAsync()).Order()];
            if (found.SequenceEqual(expected)) return null;
            var missed = documents.FirstOrDefault(d => expected.Except(found).Contains(d.Id));
            var invented = documents.FirstOrDefault(d => found.Except(expected).Contains(d.Id));
            return $"missed {Show(missed)}\ninvented {Show(invented)}";
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return failure.ToString();
        }
    }

    private static async Task<(Predicate Smallest, string Difference)> ShrinkAsync(IQuerySession session, Specimen[] documents, Predicate predicate)
    {
        var difference = await DifferenceAsync(session, documents, predicate) ?? "none, when asked again";
        var smaller = true;
        while (smaller)
        {
            smaller = false;
            foreach (var candidate in predicate.Shrink())
            {
                if (await DifferenceAsync(session, documents, candidate) is not { } still) continue;
                (predicate, difference, smaller) = (candidate, still, true);
                break;
            }
        }

        return (predicate, difference);
    }

    /// <summary>Shows captured values instead of where they are captured.</summary>
    private sealed class Values : ExpressionVisitor
    {
        protected override Expression VisitMember(MemberExpression node) =>
            node is { Expression: ConstantExpression { Value: { } owner }, Member: FieldInfo field } ? Expression.Constant(field.GetValue(owner), node.Type) : base.VisitMember(node);
    }

    private static string Show(Specimen? specimen) => specimen is null ? "none" : System.Text.Json.JsonSerializer.Serialize(specimen);
}
