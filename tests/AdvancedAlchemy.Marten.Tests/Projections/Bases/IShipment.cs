namespace AdvancedAlchemy.Marten.Tests.Projections.Bases;

/// <summary>What the shipments on every base have in common.</summary>
public interface IShipment : ISlugged, IAudited, IUserAudited
{
    string To { get; set; }

    string Place { get; set; }

    List<long> TagIds { get; set; }

    int Version { get; set; }
}
