namespace AdvancedAlchemy.Marten;

/// <summary>The settings of slugs.</summary>
public static class SlugConfiguration
{
    /// <summary>Words that no slug may be, of any type: those that stand for something else in your URLs.</summary>
    /// <remarks>A generated slug goes on to <c>new-2</c>; one that is assigned is refused with a <see cref="ReservedSlugException"/>. Slugs that are stored already may stay.</remarks>
    /// <param name="options">The settings of <c>UseAdvancedAlchemy()</c>.</param>
    /// <param name="words">The words; case does not matter.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentNullException">An argument or a word is null.</exception>
    /// <exception cref="ArgumentException">A word is blank.</exception>
    /// <example><code>o.UseAdvancedAlchemy(a => a.ReserveSlugs("new", "edit", "admin"));</code></example>
    public static AdvancedAlchemyOptions ReserveSlugs(this AdvancedAlchemyOptions options, params IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.SlugRules.Reserve(words);
        return options;
    }

    /// <summary>Changes the settings for the slugs of a type and those below it.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="options">The settings of <c>UseAdvancedAlchemy()</c>.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <returns>The settings.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <example><code>o.UseAdvancedAlchemy(a => a.Slugs&lt;Chapter>(s => s.Within(c => c.BookId).Reserve("contents")));</code></example>
    public static AdvancedAlchemyOptions Slugs<T>(this AdvancedAlchemyOptions options, Action<SlugSettings<T>> configure) where T : ISlugged
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(configure);
        configure(new SlugSettings<T>(options.SlugRules.For(typeof(T))));
        return options;
    }
}
