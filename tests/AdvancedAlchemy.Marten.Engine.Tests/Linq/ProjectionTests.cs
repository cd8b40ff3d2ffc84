using AdvancedAlchemy.Marten.Testing;
using global::Marten;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>What Select makes of documents.</summary>
public sealed class ProjectionTests(PostgresFixture postgres) : LinqTest(postgres)
{
    private static readonly Sample[] Data = SampleData.Make();

    private async Task<IQueryable<Sample>> Query() => (await StoreAsync(Data)).QuerySession().Query<Sample>().OrderBy(x => x.Id);

    [Fact]
    public async Task Select_OfAScalar_GivesItInItsType()
    {
        var query = await Query();
        (await query.Select(x => x.Int).ToListAsync()).ShouldBe(Data.Select(x => x.Int));
        (await query.Where(x => x.Text != null).Select(x => x.Text!).ToListAsync()).ShouldBe(Data.Where(x => x.Text != null).Select(x => x.Text!));
        (await query.Select(x => x.Byte).ToListAsync()).ShouldBe(Data.Select(x => x.Byte));
        (await query.Select(x => x.UInt).ToListAsync()).ShouldBe(Data.Select(x => x.UInt));
        (await query.Select(x => x.ULong).ToListAsync()).ShouldBe(Data.Select(x => x.ULong));
        (await query.Select(x => x.Decimal).ToListAsync()).ShouldBe(Data.Select(x => x.Decimal));
        (await query.Select(x => x.Letter).ToListAsync()).ShouldBe(Data.Select(x => x.Letter));
        (await query.Select(x => x.Guid).ToListAsync()).ShouldBe(Data.Select(x => x.Guid));
        (await query.Select(x => x.Shade).ToListAsync()).ShouldBe(Data.Select(x => x.Shade));
        (await query.Select(x => x.Instant).ToListAsync()).ShouldBe(Data.Select(x => x.Instant));
        (await query.Select(x => x.Day).ToListAsync()).ShouldBe(Data.Select(x => x.Day));
        (await query.Select(x => x.Clock).ToListAsync()).ShouldBe(Data.Select(x => x.Clock));
        (await query.Select(x => x.Span).ToListAsync()).ShouldBe(Data.Select(x => x.Span));
        (await query.Select(x => new { x.OptInt, x.OptShade, x.OptGuid }).ToListAsync()).ShouldBe(Data.Select(x => new { x.OptInt, x.OptShade, x.OptGuid }));
    }

    [Fact]
    public async Task Select_OfObjectsAndCollections_ReadsTheirJson()
    {
        var query = await Query();
        (await query.Where(x => x.Inner != null).Select(x => x.Inner!).ToListAsync()).Select(p => p.Number).ShouldBe(Data.Where(x => x.Inner != null).Select(x => x.Inner!.Number));
        (await query.Select(x => x.Tags).ToListAsync()).Select(t => t.Count).ShouldBe(Data.Select(x => x.Tags.Count));
        (await query.Where(x => x.Scores.ContainsKey("one")).Select(x => x.Scores).FirstAsync())["one"].ShouldBe(1);
    }

    [Fact]
    public async Task Select_OfNewObjects_FillsThem()
    {
        var query = await Query();
        var factor = 3;
        (await query.Select(x => new { x.Id, Double = x.Int * factor, Constant = "c" }).ToListAsync()).ShouldBe(Data.Select(x => new { x.Id, Double = x.Int * factor, Constant = "c" }));
        factor = 4;
        (await query.Select(x => new { x.Id, Double = x.Int * factor, Constant = "c" }).ToListAsync()).ShouldBe(Data.Select(x => new { x.Id, Double = x.Int * 4, Constant = "c" }));
        (await query.Select(x => new Row(x.Id, x.Text)).ToListAsync()).ShouldBe(Data.Select(x => new Row(x.Id, x.Text)));
        (await query.Select(x => new Part { Name = x.Text, Number = x.Id }).ToListAsync()).Select(p => p.Number).ShouldBe(Data.Select(x => x.Id));
        (await query.Select(x => new { x.Id, Tags = x.Tags.Count }).ToListAsync()).ShouldBe(Data.Select(x => new { x.Id, Tags = x.Tags.Count }));
        (await query.Select(x => new { Name = x.Inner!.Deeper!.Name, x.Inner.Number }).FirstAsync()).ShouldBe(new { Name = (string?)null, Number = 0 });
    }

    [Fact]
    public async Task Select_OfWhatSqlCannotSay_RunsInMemory()
    {
        var query = await Query();
        (await query.Select(x => Describe(x)).FirstAsync()).ShouldBe("1/-5");
        (await query.Select(x => x.Flag ? "yes" : "no").Take(2).ToListAsync()).ShouldBe(["yes", "no"]);
        (await query.Select(x => x.Text + "!").Skip(1).Take(1).ToListAsync()).ShouldBe(["!"]);
        (await query.Select(x => (long)x.Int).FirstAsync()).ShouldBe(-5);
    }

    [Fact]
    public async Task Operators_AfterSelect_ApplyToTheResult()
    {
        var query = await Query();
        (await query.Select(x => new { x.Id, Number = x.Int }).Where(y => y.Number == 2).OrderByDescending(y => y.Id).ToListAsync()).Select(y => y.Id)
            .ShouldBe(Data.Where(x => x.Int == 2).OrderBy(x => x.Id).Select(x => x.Id), "the first ordering stays the primary one");
        (await query.Select(x => new Row(x.Id, x.Text)).CountAsync(r => r.Text == "abc")).ShouldBe(Data.Count(x => x.Text == "abc"));
        (await query.Select(x => x.Int).SumAsync(n => n)).ShouldBe(Data.Sum(x => x.Int));
    }

    [Fact]
    public async Task Distinct_OfScalarsAndObjects_LeavesEachOnce()
    {
        var query = (await StoreAsync(Data)).QuerySession().Query<Sample>();
        (await query.Select(x => x.Int).Distinct().ToListAsync()).Order().ShouldBe(Data.Select(x => x.Int).Distinct().Order());
        (await query.Select(x => x.Int).Distinct().CountAsync()).ShouldBe(11);
        (await query.Select(x => x.Int).Distinct().OrderBy(n => n).ToListAsync()).ShouldBe(Data.Select(x => x.Int).Distinct().Order());
        (await query.Select(x => new { x.Flag, x.Shade }).Distinct().ToListAsync()).Count.ShouldBe(Data.Select(x => new { x.Flag, x.Shade }).Distinct().Count());
        (await query.Distinct().CountAsync()).ShouldBe(60);
    }

    private static string Describe(Sample sample) => $"{sample.Id}/{sample.Int}";

    private sealed record Row(int Id, string? Text);
}
