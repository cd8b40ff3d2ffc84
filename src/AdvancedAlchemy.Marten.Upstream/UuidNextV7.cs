using UUIDNext;

namespace AdvancedAlchemy.Marten.Upstream;

/// <summary>Version 7 UUIDs (RFC 9562) made by UUIDNext: <c>class Post : Document&lt;Guid, UuidNextV7&gt;</c>.</summary>
public readonly struct UuidNextV7 : IIdGenerator<Guid>
{
    /// <summary>A new id that sorts after the ones before it in PostgreSQL.</summary>
    public static Guid NewId() => Uuid.NewDatabaseFriendly(Database.PostgreSql);
}
