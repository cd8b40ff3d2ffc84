namespace JasperFx.Events.Daemon;

/// <summary>What is to become of a projected document.</summary>
public enum ActionType
{
    Store = 0,
    Delete = 1,
    UnDeleteAndStore = 2,
    Nothing = 3,
    HardDelete = 4,
    StoreThenSoftDelete = 5,
}
