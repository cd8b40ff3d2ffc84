namespace JasperFx.Metadata;

/// <summary>A document that is marked as deleted instead of removed, and knows it.</summary>
public interface ISoftDeleted
{
    bool Deleted { get; set; }

    DateTimeOffset? DeletedAt { get; set; }
}
