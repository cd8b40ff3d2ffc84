namespace Marten.Engine.Hosting;

/// <summary>Says that an ancillary store is registered.</summary>
internal sealed record AncillaryRegistration(Type StoreType);
