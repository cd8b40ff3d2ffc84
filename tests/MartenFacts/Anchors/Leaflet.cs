using JasperFx;

namespace MartenFacts.Anchors;

public class Leaflet : IRevisioned
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public string? Stamp { get; set; }

    public List<Guid> TagIds { get; set; } = [];

    public int Version { get; set; }
}
