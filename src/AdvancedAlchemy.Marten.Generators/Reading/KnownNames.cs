namespace AdvancedAlchemy.Marten.Generators.Reading;

/// <summary>The interfaces that the generator knows, by their full names.</summary>
internal static class KnownNames
{
    public const string Audited = "AdvancedAlchemy.Marten.IAudited";
    public const string UserAudited = "AdvancedAlchemy.Marten.IUserAudited";
    public const string Slugged = "AdvancedAlchemy.Marten.ISlugged";
    public const string Stamped = "AdvancedAlchemy.Marten.IStamped";
    public const string Revisioned = "JasperFx.IRevisioned";
    public const string JsonOnDeserialized = "System.Text.Json.Serialization.IJsonOnDeserialized";

    public const string CreatedAt = nameof(CreatedAt);
    public const string UpdatedAt = nameof(UpdatedAt);
    public const string Slug = nameof(Slug);
    public const string SlugSource = nameof(SlugSource);
    public const string Stamps = nameof(Stamps);
    public const string OnDeserialized = nameof(OnDeserialized);
}
