namespace JasperFx.Events;

/// <summary>What streams are named by.</summary>
public enum StreamIdentity
{
    AsGuid = 0,
    AsString = 1,
}
