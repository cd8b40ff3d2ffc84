namespace AdvancedAlchemy.Marten;

/// <summary>Turns a title or name into the part of a URL that stands for it.</summary>
/// <remarks>
/// <see cref="Slugifier"/> has three ready ones. Write your own for other rules; it must be safe for many threads, give the same
/// slug for the same text always, and leave a slug as it is when given one.
/// </remarks>
public interface ISlugifier
{
    /// <summary>Makes a slug. It need be neither unique nor short: who stores it sees to both.</summary>
    /// <param name="text">Any text, also null, empty or malformed.</param>
    /// <returns>The slug, or the empty string when the text has nothing that a slug can show.</returns>
    string Slugify(string? text);
}
