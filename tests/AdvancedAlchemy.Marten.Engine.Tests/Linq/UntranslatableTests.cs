using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using global::Marten;
using global::Marten.Exceptions;
using global::Marten.Linq.SoftDeletes;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>What has no SQL is refused by name, before anything is sent.</summary>
public sealed class UntranslatableTests(PostgresFixture postgres) : LinqTest(postgres)
{
    public static TheoryData<string> Cases => [.. Bad.Keys];

    private static readonly Dictionary<string, Expression<Func<Sample, bool>>> Bad = new()
    {
        ["TimeSpan.Ticks"] = x => x.Span.Ticks == 3,
        ["DateTime.Ticks"] = x => x.Time.Ticks == 3,
        ["Divide"] = x => x.Decimal / 3m > 1m,
        ["Modulo"] = x => x.Double % 2 == 1,
        ["UInt32"] = x => (uint)x.Double == 3,
        ["Int32"] = x => (int)x.Decimal == 3,
        ["ExclusiveOr"] = x => x.Flag ^ x.Int > 1,
        ["TypeIs"] = x => (object)x.Inner! is Part,
        ["GetHashCode"] = x => x.Text!.GetHashCode() == 3,
        ["ToString"] = x => x.Int.ToString() == "3",
        ["Helper"] = x => Helper(x),
        ["string.Normalize"] = x => x.Text!.Normalize() == "b",
        ["Inner"] = x => x.Inner == new Part(),
        ["single values"] = x => x.Inner == x.Inner!.Deeper,
        ["no text"] = x => x.Text + x.Int == "b3",
        ["Average of decimals"] = x => x.Numbers!.Average(n => n * x.Decimal) > 1,
        ["an entry of a dictionary"] = x => x.Scores.Any(p => p.Equals(new KeyValuePair<string, int>("a", 1))),
        ["comparer"] = x => x.Tags.Contains("a", StringComparer.OrdinalIgnoreCase),
        ["Enumerable.Zip"] = x => x.Tags.Zip(x.Tags).Any(),
        ["FirstOrDefault"] = x => x.Numbers!.FirstOrDefault() == 3,
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Where_WithAPartThatHasNoSql_ThrowsAndNamesIt(string part)
    {
        using var store = NewStore();
        await using var session = store.QuerySession();

        var exception = await Should.ThrowAsync<BadLinqExpressionException>(() => session.Query<Sample>().Where(Bad[part]).ToListAsync());

        exception.Message.ShouldContain(part, Case.Insensitive);
        session.RequestCount.ShouldBe(0);
    }

    [Fact]
    public async Task Operators_WithoutSql_AreNamed()
    {
        using var store = NewStore();
        await using var session = store.QuerySession();
        var query = session.Query<Sample>();

        (await Should.ThrowAsync<BadLinqExpressionException>(() => query.Reverse().ToListAsync())).Message.ShouldContain("'Reverse'");
        (await Should.ThrowAsync<BadLinqExpressionException>(() => query.Union(query).ToListAsync())).Message.ShouldContain("'Union'");
        (await Should.ThrowAsync<BadLinqExpressionException>(() => query.OrderBy(x => x.Int * -1).ToListAsync())).Message.ShouldContain("Invalid OrderBy() expression");
        (await Should.ThrowAsync<InvalidOperationException>(() => query.Where(x => x.IsDeleted()).ToListAsync())).Message
            .ShouldBe("Document type Sample is not configured as soft deleted");
        Should.Throw<NotSupportedException>(() => new Sample().IsDeleted());
    }

    [Fact]
    public async Task Values_ThatCannotBeSent_AreRefused()
    {
        using var store = NewStore();
        await using var session = store.QuerySession();
        var utc = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        string? nothing = null;

        await Should.ThrowAsync<InvalidUtcDateTimeUsageException>(() => session.Query<Sample>().Where(x => x.Time == utc).ToListAsync());
        await Should.ThrowAsync<ArgumentNullException>(() => session.Query<Sample>().Where(x => x.Text!.Contains(nothing!)).ToListAsync());
    }

    private static bool Helper(Sample sample) => sample.Flag;
}
