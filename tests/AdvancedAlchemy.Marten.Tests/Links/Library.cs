using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdvancedAlchemy.Marten.Tests.Links;

public class Writer : BigIntAuditDocument
{
    public string Name { get; set; } = "";
}

public class Volume : UuidAuditDocument, IUserAudited
{
    public string Title { get; set; } = "";

    public long? WriterId { get; set; }

    public long? EditorId { get; set; }

    public List<long> ReviewerIds { get; set; } = [];

    public string? CreatedBy { get; set; }

    public string? UpdatedBy { get; set; }
}

public class Pamphlet : UuidDocument
{
    public long WriterId { get; set; }
}

/// <summary>A node of a graph: it links to its own kind, itself not excluded.</summary>
public class Node : UuidDocument
{
    public Guid? ParentId { get; set; }

    public List<Guid> NextIds { get; set; } = [];
}

[JsonConverter(typeof(ShopIdJson))]
public readonly record struct ShopId(string Value);

public sealed class ShopIdJson : JsonConverter<ShopId>
{
    public override ShopId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, ShopId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

public readonly struct NewShopId : IIdGenerator<ShopId>
{
    public static ShopId NewId() => new(NanoId.NewId());
}

public class Shop : AuditDocument<ShopId, NewShopId>
{
    public string Name { get; set; } = "";
}

public class Mall : UuidDocument
{
    public List<ShopId> ShopIds { get; set; } = [];

    public ShopId? MainShopId { get; set; }
}
