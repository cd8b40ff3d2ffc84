using AdvancedAlchemy.Marten;
using Marten.Schema;

namespace Blog.Model;

/// <summary>The seed's user on a base of its own: any type with a NewId makes the ids.</summary>
public class User : Document<Guid, UuidV4>
{
    [UniqueIndex]
    public string Username { get; set; } = "";

    [UniqueIndex]
    public string Email { get; set; } = "";

    public string FullName { get; set; } = "";

    public bool IsActive { get; set; } = true;

    public DateTimeOffset? LastLogin { get; set; }
}
