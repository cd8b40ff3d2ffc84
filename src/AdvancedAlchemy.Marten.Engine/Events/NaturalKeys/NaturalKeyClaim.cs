namespace Marten.Engine.Events.NaturalKeys;

/// <summary>A key that an event gives to its stream.</summary>
/// <param name="Key">As it is stored.</param>
/// <param name="Stream">The stream's name.</param>
/// <param name="TenantId">The stream's tenant.</param>
/// <param name="Version">The version of the event; null for that of the stream as the save leaves it.</param>
internal sealed record NaturalKeyClaim(object Key, object Stream, string TenantId, long? Version);
