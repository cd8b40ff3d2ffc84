namespace JasperFx;

/// <summary>A document whose numeric revision is kept in a bigint column.</summary>
public interface ILongVersioned
{
    long Version { get; set; }
}
