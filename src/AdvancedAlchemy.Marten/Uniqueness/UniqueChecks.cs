namespace AdvancedAlchemy.Marten;

/// <summary>What callers can get wrong.</summary>
internal static class UniqueChecks
{
    /// <exception cref="ArgumentException">A key has a null that the index does not count, or a character that PostgreSQL cannot store.</exception>
    public static void Assert<T>(UniqueKey? key, IReadOnlyList<Wanted<T>> wanted) where T : class
    {
        foreach (var one in wanted)
        {
            foreach (var part in one.Filter?.Parts ?? [])
            {
                if (part.Value is string text && text.Contains('\0', StringComparison.Ordinal))
                {
                    throw new ArgumentException($"The key of {typeof(T).Name} has the character U+0000 in {part.Member.Name}, which PostgreSQL cannot store. Take it out.");
                }

                if (part.Value is null && key is { CountsNulls: false } && key.Covers(part.Member))
                {
                    throw new ArgumentException(
                        $"The key of {typeof(T).Name} has null in {part.Member.Name}. For the unique index {key.Name} no null is like another, so it could be stored twice. "
                        + $"Give it a value (such as \"\"), or set NullsNotDistinct of the index, from PostgreSQL 15 on.");
                }
            }
        }
    }

    /// <exception cref="InvalidOperationException">It returns null, or a document that the filter does not find.</exception>
    public static T Make<T>(Wanted<T> wanted) where T : class
    {
        var document = wanted.Create() ?? throw new InvalidOperationException($"Create of {typeof(T).Name} returned null. It has to return a new document.");
        if (wanted.Filter is not { } filter) return document;
        if (document is ISlugged { Slug: null or "" } slugged && wanted.Plain is { Member.Name: nameof(ISlugged.Slug), Value: string slug }) slugged.Slug = slug;
        foreach (var part in filter.Parts)
        {
            if (part.Matches(document)) continue;
            throw new InvalidOperationException(
                $"The new {typeof(T).Name} has '{part.Member.Read(document)}' in {part.Member.Name}, but is looked for with '{part.Value}': "
                + "it would be made again and again. Let Create and UniqueFilter agree.");
        }

        return document;
    }

    /// <exception cref="InvalidOperationException">One document is to be two.</exception>
    public static void AssertDistinct<T>(T[] made) where T : class
    {
        if (made.Length < 2 || made.Distinct<object>(ReferenceEqualityComparer.Instance).Count() == made.Length) return;
        throw new InvalidOperationException($"Create of {typeof(T).Name} returned the same instance for two keys. It has to return a new document each time.");
    }

    /// <summary>Why a key is taken though no document with it is to be seen.</summary>
    public static string Hidden(DocumentTable table, UniqueKey key)
    {
        List<string> reasons = [];
        if (table.IsSoftDeleted && key.CountsDeleted) reasons.Add("one that was deleted (pass SoftDeletedMatch.Restore to get that one, or give the index Predicate = \"mt_deleted = false\")");
        if (table.IsTenanted && !key.IsPerTenant) reasons.Add("one of another tenant (give the index TenancyScope.PerTenant)");
        if (reasons.Count == 0) reasons.Add("one of another type in the same table");
        return $"it is not to be seen, so it is {string.Join(", or ", reasons)}";
    }
}
