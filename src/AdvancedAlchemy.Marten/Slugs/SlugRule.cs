namespace AdvancedAlchemy.Marten;

/// <summary>What is said about the slugs of a type and those above it.</summary>
internal sealed record SlugRule(SlugScope? Scope, HashSet<string> Reserved, bool KeepsOld, bool ReusesOld)
{
    private readonly Lazy<ILookup<string, string>> _stems = new(() => Reserved.ToLookup(SlugStem.Of, StringComparer.OrdinalIgnoreCase));

    public bool IsReserved(string slug) => Reserved.Count > 0 && Reserved.Contains(slug);

    /// <summary>How many reserved words may be in the way of the numbers of a slug.</summary>
    public int ReservedNear(string slug) => Reserved.Count == 0 ? 0 : _stems.Value[SlugStem.Of(slug)].Count();

    /// <summary>The scope that a caller names, checked.</summary>
    public object? Within(Type type, object? value, bool isScoped) => (Scope, isScoped) switch
    {
        (null, false) => null,
        (null, true) => throw new InvalidOperationException($"Slugs of {type.Name} have no scope: leave it out, or declare it with [SlugScope]."),
        ({ } scope, false) => throw new InvalidOperationException($"Slugs of {type.Name} are unique within {scope.Member.Name} only: say within which."),
        ({ } scope, true) => scope.Checked(value),
    };
}
