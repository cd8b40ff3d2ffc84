using Marten.Schema;

namespace AdvancedAlchemy.Marten.Tests.Models;

// The User of Advanced Alchemy's documentation on each of its bases, and on the custom one.
public class BigIntUser : BigIntAuditDocument
{
    [UniqueIndex]
    public string Username { get; set; } = "";
}

#region uuid
public class UuidUser : UuidAuditDocument
{
    [UniqueIndex]
    public string Username { get; set; } = "";
}
#endregion

public class UuidV6User : UuidV6AuditDocument
{
    public string Username { get; set; } = "";
}

public class UuidV7User : UuidV7AuditDocument
{
    [UniqueIndex]
    public string Username { get; set; } = "";
}

public class NanoIdUser : NanoIdAuditDocument
{
    [UniqueIndex]
    public string Username { get; set; } = "";
}

public class IdentityUser : IdentityAuditDocument
{
    public string Username { get; set; } = "";
}

#region custom
public readonly struct ServerUuid : IIdGenerator<Guid>
{
    public static Guid NewId() => UuidV4.NewId();
}

/// <summary>The ServerSideUUIDBase of Advanced Alchemy's documentation.</summary>
public abstract class ServerSideUuidDocument : Document<Guid, ServerUuid>;

public class CustomUser : ServerSideUuidDocument
{
    [UniqueIndex]
    public string Username { get; set; } = "";

    [UniqueIndex]
    public string Email { get; set; } = "";

    public string FullName { get; set; } = "";

    public bool IsActive { get; set; } = true;

    public DateTimeOffset? LastLogin { get; set; }
}
#endregion

public class PlainBigInt : BigIntDocument
{
    public string Name { get; set; } = "";
}

public class PlainUuid : UuidDocument
{
    public string Name { get; set; } = "";
}

public class PlainUuidV6 : UuidV6Document
{
    public string Name { get; set; } = "";
}

public class PlainUuidV7 : UuidV7Document
{
    public string Name { get; set; } = "";
}

public class PlainNanoId : NanoIdDocument
{
    public string Name { get; set; } = "";
}

public class PlainIdentity : IdentityDocument
{
    public string Name { get; set; } = "";
}

public class Setting : DefaultDocument
{
    public string Id { get; set; } = "";

    public string Value { get; set; } = "";
}

public class Note : DefaultDocument, IAudited, IUserAudited
{
    public Guid Id { get; set; }

    public string Text { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public string? CreatedBy { get; set; }

    public string? UpdatedBy { get; set; }
}
