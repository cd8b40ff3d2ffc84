namespace JasperFx.Metadata;

/// <summary>A document with a Guid version that is checked on every write.</summary>
public interface IVersioned
{
    Guid Version { get; set; }
}
