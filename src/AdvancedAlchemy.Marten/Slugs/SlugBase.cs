namespace AdvancedAlchemy.Marten;

/// <summary>A slug before it gets a number, and where it has to be unique.</summary>
internal readonly record struct SlugBase(object? Scope, string Slug, bool IsReserved)
{
    public static List<string> AllOf(ISlugged document, ISlugifier slugifier)
    {
        List<string> bases = [];
        foreach (var candidate in document.SlugCandidates ?? [])
        {
            var slug = SlugLength.Cut(slugifier.Slugify(candidate));
            if (slug.Length > 0 && !bases.Contains(slug)) bases.Add(slug);
        }

        return bases;
    }

    /// <summary>Whether the slug is one of the bases or the first with a number.</summary>
    public static bool AreOf(string slug, IReadOnlyList<string> bases)
    {
        if (bases.Contains(slug)) return true;
        var hyphen = slug.LastIndexOf('-');
        return hyphen > 0 && long.TryParse(slug.AsSpan(hyphen + 1), System.Globalization.NumberStyles.None, null, out var number)
            && number > 1 && slug == SlugLength.WithNumber(bases[0], number);
    }
}
