using System.Text.Json.Serialization;

namespace AdvancedAlchemy.Marten.Tests.Models;

/// <summary>The seeds' Article: a base and two mixins.</summary>
public class Article : UuidDocument, ISlugged, IAudited, IStamped, IJsonOnDeserialized
{
    private AuditStamps _stamps;

    public string Title { get; set; } = "";

    public string Content { get; set; } = "";

    public string Slug { get; set; } = "";

    public DateTimeOffset CreatedAt
    {
        get => _stamps.CreatedAt;
        set => _stamps.CreatedAt = value;
    }

    public DateTimeOffset UpdatedAt
    {
        get => _stamps.UpdatedAt;
        set => _stamps.UpdatedAt = value;
    }

    string ISlugged.SlugSource => Title;

    ref AuditStamps IStamped.Stamps => ref _stamps;

    void IJsonOnDeserialized.OnDeserialized() => _stamps.Settle();
}
