namespace JasperFx.Events;

/// <summary>Stands where an event would be that was not saved.</summary>
public class Tombstone
{
    public static readonly string Name = "tombstone";

    public static readonly Guid StreamId = Guid.Parse("7b1b4e2e-3c1d-4d8a-9a60-7a0c3d1f9b52", System.Globalization.CultureInfo.InvariantCulture);

    public static readonly string StreamKey = "mt_tombstone";
}
