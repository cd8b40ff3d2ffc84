using JasperFx.Events;
using Marten.Events.Aggregation;

namespace MartenFacts.Events.DocPages;

public sealed record VoyageBegun(Guid VoyageId, string Name);

public sealed record Boarded(Guid VoyageId, int Day, string[] Crew);

public sealed record WentAshore(Guid VoyageId, int Day, string[] Crew);

public sealed record Reached(Guid VoyageId, int Day, string Port);

public sealed record VoyageEnded(Guid VoyageId);

/// <summary>Who is on board: an immutable aggregate that makes itself.</summary>
public sealed partial record Crew(Guid Id, List<string> Names)
{
    public static Crew Create(VoyageBegun e) => new(e.VoyageId, []);

    public static Crew Apply(Boarded e, Crew crew) => crew with { Names = [.. crew.Names.Union(e.Crew)] };

    public static Crew Apply(WentAshore e, Crew crew) => crew with { Names = [.. crew.Names.Except(e.Crew)] };
}

public sealed record Voyage(Guid Id, string Name, List<string> Ports, bool IsFinished);

public sealed partial class VoyageProjection : SingleStreamProjection<Voyage, Guid>
{
    public static Voyage Create(VoyageBegun e) => new(e.VoyageId, e.Name, [], false);

    public static Voyage Apply(Reached e, Voyage voyage) => voyage with { Ports = [.. voyage.Ports, e.Port] };

    public static Voyage Apply(IEvent<VoyageEnded> e, Voyage voyage) => voyage with { IsFinished = true };
}
