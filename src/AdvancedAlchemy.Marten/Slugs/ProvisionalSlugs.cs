using System.Runtime.CompilerServices;

namespace AdvancedAlchemy.Marten;

/// <summary>Slugs that a save has made and not committed. If it fails they are nobody's, and the next save, of any session, makes new ones.</summary>
internal static class ProvisionalSlugs
{
    private static readonly ConditionalWeakTable<ISlugged, string> _slugs = [];

    public static void Add(ISlugged document) => _slugs.AddOrUpdate(document, document.Slug);

    public static void Settle(ISlugged document) => _slugs.Remove(document);

    /// <summary>Whether the document still waits for a slug of its own.</summary>
    public static bool IsMissing(ISlugged document) =>
        string.IsNullOrWhiteSpace(document.Slug) || (_slugs.TryGetValue(document, out var slug) && slug == document.Slug);
}
