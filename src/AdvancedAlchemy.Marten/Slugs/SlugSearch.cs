using System.Globalization;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>Finds numbers that make a slug unique: 1 stands for the slug as it is.</summary>
/// <remarks>
/// Looking at every number would take ever longer as a title repeats. So the query doubles the number until a slug is free, halves
/// its way back to the first free one, and goes on from there: some 20 looks into the unique index for the 1,000th namesake. Where
/// namesakes were deleted the number may not be the smallest that is free; it is free all the same.
/// </remarks>
internal sealed class SlugSearch(SlugTable table)
{
    // numbers stay below 2 to the 31st
    private const int Digits = 10;

    /// <summary>Selects <c>index * 2^32 + number</c> for each base, whose indexes count from 1.</summary>
    /// <param name="suffix">Ends the names of the parameters.</param>
    /// <param name="withinNull">Whether it is about documents whose scope is null.</param>
    public string Sql(string suffix, bool withinNull)
    {
        var numbered = $"(:c{suffix}::text[])";
        return $"""
            with recursive wanted as (
              select w.i::int as i, w.b, w.k, w.r from unnest(:b{suffix}::text[], :k{suffix}::int[], :r{suffix}::bool[]) with ordinality as w(b, k, r, i)
            ), gallop as (
              select g.i, 1::bigint as n, g.r or {Taken("g.b", "g.i")} as taken from wanted as g
              union all
              select g.i, g.n * 2, {Taken($"{numbered}[g.i][length((g.n * 2)::text)] || '-' || (g.n * 2)", "g.i")} from gallop as g where g.taken and g.n < 1000000000
            ), search as (
              select g.i, coalesce(max(g.n) filter (where g.taken), 0) as lo, min(g.n) filter (where not g.taken) as hi from gallop as g group by g.i
              union all
              select l.i, case when l.taken then l.n else l.lo end, case when l.taken then l.hi else l.n end
              from (select m.i, m.lo, m.hi, m.n, {Taken($"{numbered}[m.i][length(m.n::text)] || '-' || m.n", "m.i")} as taken
                    from (select s.i, s.lo, s.hi, (s.lo + s.hi) / 2 as n from search as s where s.hi - s.lo > 1) as m) as l
            )
            select w.i * 4294967296 + free.n
            from (select s.i, min(s.hi) as first from search as s group by s.i) as found
            join wanted as w using (i)
            cross join lateral (
              select f.n from (select generate_series(found.first, found.first + 1000 + 2 * w.k) as n) as f
              where not {Taken($"case when f.n = 1 then w.b else {numbered}[w.i][length(f.n::text)] || '-' || f.n end", "w.i")}
              limit w.k
            ) as free
            order by 1
            """;

        string Taken(string slug, string index) => this.Taken(slug, index, suffix, withinNull);
    }

    /// <summary>Adds the parameters b (bases), c (what stands before a number), k (how many are needed), r (reserved), s (scopes) and t (tenant).</summary>
    public void AddParameters(NpgsqlParameterCollection parameters, string suffix, bool withinNull, string tenantId, IReadOnlyList<SlugBase> bases, int[] needed, IEnumerable<(int Base, object Id)> waiting)
    {
        parameters.AddWithValue("b" + suffix, bases.Select(b => b.Slug).ToArray());
        parameters.AddWithValue("c" + suffix, Cuts(bases));
        parameters.AddWithValue("k" + suffix, needed);
        parameters.AddWithValue("r" + suffix, bases.Select(b => b.IsReserved).ToArray());
        parameters.AddWithValue("t" + suffix, tenantId);
        if (AvoidsOld) table.Old!.AddParameters(parameters, suffix, tenantId, bases, waiting);
        if (table.Scope is { } scope && !withinNull) parameters.AddWithValue("s" + suffix, scope.ArrayOf([.. bases.Select(b => b.Scope)]));
    }

    public static (int Index, long Number) Read(long row) => ((int)(row >> 32) - 1, row & uint.MaxValue);

    // for each base what stands before the hyphen, for numbers of 1 to 10 digits: a long slug has to give way
    private static string[,] Cuts(IReadOnlyList<SlugBase> bases)
    {
        var cuts = new string[bases.Count, Digits];
        for (var i = 0; i < bases.Count; i++)
        {
            long number = 2;
            for (var digits = 1; digits <= Digits; digits++)
            {
                var slug = SlugLength.WithNumber(bases[i].Slug, number);
                cuts[i, digits - 1] = slug[..^(digits + 1)];
                number = (number == 2 ? 1 : number) * 10;
            }
        }

        return cuts;
    }

    private bool AvoidsOld => table.Old is not null && !table.Model.Slugs.ReusesOld;

    // A sub-select with a limit stays one look into the index; of "exists" the planner may make a join, and read every document for it.
    private string Taken(string slug, string index, string suffix, bool withinNull)
    {
        var scope = table.ScopeLocator is not { } locator ? "" : withinNull ? $" and {locator} is null" : $" and {locator} = (:s{suffix})[{index}]";
        return string.Create(CultureInfo.InvariantCulture,
            $"((select 1 from {table.Table.Name} as d where {table.Slug} = {slug}{scope}{table.Tenanted("t" + suffix)}{table.Undeleted} limit 1) is not null{(AvoidsOld ? " or " + table.Old!.Taken(slug, index, suffix) : "")})");
    }
}
