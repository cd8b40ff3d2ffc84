namespace AdvancedAlchemy.Marten;

/// <summary>The settings of <c>UseAdvancedAlchemy()</c>.</summary>
public sealed class AdvancedAlchemyOptions
{
    private readonly HashSet<Type> _projected = [];

    internal AdvancedAlchemyOptions()
    {
    }

    /// <summary>The clock of the audit stamps.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    }

    = TimeProvider.System;

    /// <summary>Makes slugs of titles.</summary>
    /// <value>The default is <see cref="Slugifier.Default"/>.</value>
    public ISlugifier Slugifier
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    }

    = Marten.Slugifier.Default;

    /// <summary>Names the user of a save whose session has no <c>LastModifiedBy</c>; null or blank where nobody is known.</summary>
    /// <remarks>Called once for each save, on the thread that saves.</remarks>
    /// <value>The default is null.</value>
    public Func<string?>? UserName { get; set; }

    /// <summary>
    /// Whether <see cref="IAudited"/> documents get columns and indexes for their stamps, for pages in order of creation or change.
    /// </summary>
    /// <remarks>
    /// Without it, PostgreSQL converts the stamp of every row from text to sort by it. It costs two columns and two indexes for
    /// each type; Marten adds and fills them on the next start.
    /// </remarks>
    /// <value>The default is false.</value>
    public bool IndexStamps { get; set; }

    /// <summary>Leaves documents to a projection that does not say that it writes them: no stamps, no sentinel, no slugs.</summary>
    /// <remarks>Documents of the store's projections are left to them anyway. This is for those that a hand-written <c>IProjection</c> stores.</remarks>
    /// <typeparam name="T">The projected document.</typeparam>
    /// <returns>These settings.</returns>
    public AdvancedAlchemyOptions LeaveToProjections<T>()
    {
        _projected.Add(typeof(T));
        return this;
    }

    internal SlugRules SlugRules { get; } = new();

    internal bool IsProjected(Type type) => _projected.Contains(type) || (IsPublished?.Invoke(type) ?? false);

    /// <summary>Whether the store's projections write documents of a type.</summary>
    internal Func<Type, bool>? IsPublished { get; set; }
}
