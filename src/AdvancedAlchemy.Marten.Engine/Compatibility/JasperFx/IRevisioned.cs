namespace JasperFx;

/// <summary>A document whose numeric revision is kept in an integer column.</summary>
public interface IRevisioned
{
    int Version { get; set; }
}
