using JasperFx.Events.Projections;
using Marten.Events.Projections;

namespace Marten.Engine.Events.Daemon;

/// <summary>What a rebuild deletes before it begins.</summary>
/// <param name="Types">The types of documents.</param>
/// <param name="Tables">The tables whose rows go.</param>
internal sealed record TornDown(Type[] Types, string[] Tables)
{
    private static readonly TornDown Nothing = new([], []);

    internal static TornDown Of(IEnumerable<Type> published, AsyncOptions options)
    {
        if (!options.TeardownDataOnRebuild) return Nothing;
        return new TornDown([.. published.Concat(options.DeletedTypes).Distinct()], [.. options.DeletedTables]);
    }

    /// <summary>What all parts say, but for the documents of those that keep theirs: nobody else's options delete them.</summary>
    internal static TornDown Of(CompositeProjection composite)
    {
        if (!composite.Options.TeardownDataOnRebuild) return Nothing;
        HashSet<Type> kept = [.. composite.Parts.Where(p => !p.Options.TeardownDataOnRebuild).SelectMany(p => p.PublishedTypes())];
        TornDown[] all = [Of(composite.OwnTypes, composite.Options), .. composite.Parts.Select(p => Of(p.PublishedTypes(), p.Options))];
        return new TornDown(
            [.. all.SelectMany(t => t.Types).Distinct().Where(t => !kept.Contains(t))],
            [.. all.SelectMany(t => t.Tables).Distinct(StringComparer.Ordinal)]);
    }
}
