using JasperFx;

namespace AdvancedAlchemy.Marten.Tests.Projections.Bases;

public partial class UuidShipment : UuidAuditDocument, IShipment, ISlugged, IUserAudited
{
    public string To { get; set; } = "";

    public string Place { get; set; } = "";

    public List<long> TagIds { get; set; } = [];

    string ISlugged.SlugSource => To;
}

public partial class UuidV6Shipment : UuidV6AuditDocument, IShipment, ISlugged, IUserAudited
{
    public string To { get; set; } = "";

    public string Place { get; set; } = "";

    public List<long> TagIds { get; set; } = [];

    string ISlugged.SlugSource => To;
}

public partial class UuidV7Shipment : UuidV7AuditDocument, IShipment, ISlugged, IUserAudited
{
    public string To { get; set; } = "";

    public string Place { get; set; } = "";

    public List<long> TagIds { get; set; } = [];

    string ISlugged.SlugSource => To;
}

public partial class NanoIdShipment : NanoIdAuditDocument, IShipment, ISlugged, IUserAudited
{
    public string To { get; set; } = "";

    public string Place { get; set; } = "";

    public List<long> TagIds { get; set; } = [];

    string ISlugged.SlugSource => To;
}

/// <summary>No base at all.</summary>
public partial class MixinShipment : IShipment, ISlugged, IAudited, IUserAudited, IRevisioned
{
    public Guid Id { get; set; }

    public string To { get; set; } = "";

    public string Place { get; set; } = "";

    public List<long> TagIds { get; set; } = [];

    string ISlugged.SlugSource => To;
}
