using AdvancedAlchemy.Marten.Generators.Models;

namespace AdvancedAlchemy.Marten.Generators.Reading;

/// <summary>The stored properties of all mixins, in the order in which they are written.</summary>
internal static class Mixins
{
    private const string Time = "global::System.DateTimeOffset";

    // the orders are those of the bases: what a document is about comes first in its body, its history last
    public static readonly MixinProperty[] Properties =
    [
        new(KnownNames.Slugged, KnownNames.Slug, "string", "string", Initial: "\"\""),
        new(KnownNames.Revisioned, "Version", "int", "int", Order: 3001),
        new(KnownNames.Audited, KnownNames.CreatedAt, Time, "DateTimeOffset", Order: 3002),
        new(KnownNames.Audited, KnownNames.UpdatedAt, Time, "DateTimeOffset", Order: 3003),
        new(KnownNames.UserAudited, "CreatedBy", "string?", "string?", Order: 3004),
        new(KnownNames.UserAudited, "UpdatedBy", "string?", "string?", Order: 3005),
    ];

    /// <summary>What slugs are made of unless the type says so: the first that there is.</summary>
    public static readonly string[] SlugSources = ["Title", "Name"];
}
