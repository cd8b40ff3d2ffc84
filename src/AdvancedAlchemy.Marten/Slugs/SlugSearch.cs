using System.Globalization;

namespace AdvancedAlchemy.Marten;

/// <summary>Finds numbers that make a slug unique: 1 stands for the slug as it is.</summary>
/// <remarks>
/// Looking at every number would take ever longer as a title repeats. So the query doubles the number until a slug is free, halves
/// its way back to the first free one, and goes on from there: some 20 looks into the unique index for the 1,000th namesake. Where
/// namesakes were deleted the number may not be the smallest that is free; it is free all the same.
/// </remarks>
internal sealed class SlugSearch(DocumentTable table, string locator)
{
    // numbers stay below 2 to the 31st
    private const int Digits = 10;

    /// <summary>Selects <c>index * 2^32 + number</c> for each base, whose indexes count from 1.</summary>
    /// <param name="suffix">Ends the names of the parameters b (bases), c (<see cref="Cuts"/>), k (how many are needed) and t (tenant).</param>
    public string Sql(string suffix)
    {
        var numbered = $":c{suffix}::text[]";
        return $"""
            with recursive wanted as (
              select i::int as i, b, k from unnest(:b{suffix}::text[], :k{suffix}::int[]) with ordinality as w(b, k, i)
            ), gallop as (
              select i, 1::bigint as n, {Taken("b", suffix)} as taken from wanted
              union all
              select i, n * 2, {Taken($"({numbered})[i][length((n * 2)::text)] || '-' || (n * 2)", suffix)} from gallop where taken and n < 1000000000
            ), search as (
              select i, coalesce(max(n) filter (where taken), 0) as lo, min(n) filter (where not taken) as hi from gallop group by i
              union all
              select i, case when taken then n else lo end, case when taken then hi else n end
              from (select i, lo, hi, n, {Taken($"({numbered})[i][length(n::text)] || '-' || n", suffix)} as taken
                    from (select i, lo, hi, (lo + hi) / 2 as n from search where hi - lo > 1) as middle) as looked
            )
            select w.i * 4294967296 + free.n
            from (select i, min(hi) as first from search group by i) as found
            join wanted as w using (i)
            cross join lateral (
              select n from (select generate_series(found.first, found.first + 1000 + 2 * w.k) as n) as numbers
              where not {Taken($"case when n = 1 then w.b else ({numbered})[w.i][length(n::text)] || '-' || n end", suffix)}
              limit w.k
            ) as free
            order by 1
            """;
    }

    /// <summary>For each base what stands before the hyphen, for numbers of 1 to 10 digits: a long slug has to give way.</summary>
    public static string[,] Cuts(IReadOnlyList<string> bases)
    {
        var cuts = new string[bases.Count, Digits];
        for (var i = 0; i < bases.Count; i++)
        {
            long number = 2;
            for (var digits = 1; digits <= Digits; digits++)
            {
                var slug = SlugLength.WithNumber(bases[i], number);
                cuts[i, digits - 1] = slug[..^(digits + 1)];
                number = (number == 2 ? 1 : number) * 10;
            }
        }

        return cuts;
    }

    public static (int Index, long Number) Read(long row) => ((int)(row >> 32) - 1, row & uint.MaxValue);

    // A sub-select with a limit stays one look into the index; of "exists" the planner may make a join, and read every document for it.
    private string Taken(string slug, string suffix) => string.Create(CultureInfo.InvariantCulture,
        $"((select 1 from {table.Name} as d where {locator} = {slug}{(table.IsTenanted ? $" and tenant_id = :t{suffix}" : "")}{(table.IsSoftDeleted ? " and mt_deleted = false" : "")} limit 1) is not null)");
}
